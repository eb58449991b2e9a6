import type { z } from 'zod';
import { sha256 } from '../digest.ts';
import { fewProblems, type Problem, quote, RampartError } from '../errors.ts';
import { parseJson } from '../parse-json.ts';
import { dotted, type Path, zodProblems } from '../zod-problems.ts';
import { bundleFormat, type Manifest, manifest } from './manifest.ts';
import { fromFormat1, manifestFormat1 } from './read-format-1.ts';

/** The text of manifest.json, sealed: no byte of it can change unnoticed. */
export function manifestText(content: Omit<Manifest, 'seal'>): string {
  const open = `${JSON.stringify({ ...content, seal: '' }, undefined, 2)}\n`;
  return open.replace(sealOf(''), sealOf(sha256(open)));
}

/** The line that holds the seal; it is the last one, so that the first match from the end is it. */
const sealOf = (value: string) => `"seal": "${value}"\n}`;

function sealProblem(text: string, { seal }: Pick<Manifest, 'seal'>, where: string): Problem | undefined {
  const line = sealOf(seal);
  const at = text.lastIndexOf(line);
  const open = text.slice(0, at) + sealOf('') + text.slice(at + line.length);
  if (at >= 0 && sha256(open) === seal) return undefined;
  return {
    where,
    expected: `a text whose SHA-256 is its seal, ${quote(seal)}`,
    received: at < 0 ? 'one without a seal at its end' : sha256(open),
    fix: 'The file has been changed: copy the bundle again.',
  };
}

/** Reads a manifest's text. Throws a RampartError('bundle') with every reason why it is none that this version can read. */
export function parseManifest(text: string, where: string): Manifest {
  return parseJson(text, where, (value) => {
    requireKnownFormat(value, where);
    return formatOf(value) === 1
      ? fromFormat1(readAs(manifestFormat1, value, text, where))
      : readAs(manifest, value, text, where);
  });
}

/** Reads a manifest of one format. */
function readAs<Found extends Pick<Manifest, 'seal'>>(
  schema: z.ZodType<Found>,
  value: unknown,
  text: string,
  where: string,
): Found {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const place = (path: Path) => (path.length === 0 ? where : `${where}, ${dotted(path)}`);
    const problems = zodProblems(parsed.error.issues, { schema, value, place });
    throw new RampartError('bundle', fewProblems(problems, where));
  }
  const broken = sealProblem(text, parsed.data, where);
  if (broken !== undefined) throw new RampartError('bundle', broken);
  return parsed.data;
}

function formatOf(value: unknown): unknown {
  return (value as { format?: unknown } | null)?.format;
}

/** A newer format is told before any other problem: its other fields may well have changed. */
function requireKnownFormat(value: unknown, where: string): void {
  const format = formatOf(value);
  if (typeof format !== 'number' || format <= bundleFormat) return;
  throw new RampartError('bundle', {
    where,
    expected: `a bundle format up to ${bundleFormat}`,
    received: quote(format),
    fix: `bundle format ${format}, this version reads up to ${bundleFormat}: upgrade @rampart/serve.`,
  });
}
