import { type Manifest, manifestFile } from '../bundle/manifest.ts';
import { manifestText } from '../bundle/manifest-text.ts';
import type { NamedBytes } from '../bundle/named-bytes.ts';
import { sha256 } from '../digest.ts';

/**
 * The files of a bundle with others in their places (texts or bytes; undefined: without it), and with what `edit` makes
 * of the manifest: every digest and the seal are right again, as an attacker would leave them.
 */
export function resealed(
  files: NamedBytes,
  changed: Readonly<Record<string, string | Uint8Array | undefined>> = {},
  edit: (manifest: Record<string, unknown>) => void = () => {},
): Map<string, Uint8Array> {
  const made = new Map(files);
  for (const [name, content] of Object.entries(changed)) {
    if (content === undefined) made.delete(name);
    else made.set(name, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  }
  const { seal: _, ...manifest } = JSON.parse(textOf(made, manifestFile)) as Manifest;
  made.delete(manifestFile);
  const listed = [...made].map(([name, content]) => [
    name,
    { sha256: sha256(content), bytes: content.byteLength },
  ]);
  const edited = { ...manifest, files: Object.fromEntries(listed) as Manifest['files'] };
  edit(edited);
  return made.set(manifestFile, new TextEncoder().encode(manifestText(edited)));
}

/** The text of a file of a bundle. */
export function textOf(files: NamedBytes, name: string): string {
  return new TextDecoder().decode(files.get(name));
}
