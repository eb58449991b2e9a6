import { sha256 } from '../digest.ts';
import { readTopology } from '../encoding/topology/read-topology.ts';
import { decodeBundle } from './decode-bundle.ts';
import { goldenText } from './golden.ts';
import { bundleFormat, type Manifest, manifestFile } from './manifest.ts';
import { manifestText } from './manifest-text.ts';
import type { BundleContents } from './model-package.ts';

/**
 * The files of a bundle, its sealed manifest among them; the same contents give the same bytes. They are read back
 * with every check: throws a RampartError('bundle') where the parts do not fit together.
 */
export function encodeBundle(contents: BundleContents): Map<string, Uint8Array> {
  const files = bundleFiles(contents);
  const manifest = manifestText(manifestOf(contents, files));
  files.set(manifestFile, new TextEncoder().encode(manifest));
  decodeBundle(files, `${contents.name} version ${contents.version}`);
  return files;
}

function bundleFiles(contents: BundleContents): Map<string, Uint8Array> {
  const encoder = new TextEncoder();
  const files = new Map<string, Uint8Array>([
    ['schema.json', encoder.encode(`${JSON.stringify(contents.schema, undefined, 2)}\n`)],
    ['model.json', encoder.encode(contents.model.topology)],
    ['weights.bin', contents.model.weights],
    ['golden.json', encoder.encode(goldenText(contents.golden))],
    ['reference.json', encoder.encode(`${JSON.stringify(contents.reference ?? null)}\n`)],
  ]);
  if (contents.report !== undefined) files.set('report.html', encoder.encode(contents.report));
  return files;
}

function manifestOf(contents: BundleContents, files: Map<string, Uint8Array>): Omit<Manifest, 'seal'> {
  const { name, version, lineage, signature, decisions, metrics, candidate, libraries } = contents;
  const { layers } = readTopology(contents.model);
  return {
    format: bundleFormat,
    name,
    version,
    createdAt: contents.createdAt ?? new Date().toISOString(),
    lineage,
    files: Object.fromEntries(
      [...files].map(([file, content]) => [file, { sha256: sha256(content), bytes: content.byteLength }]),
    ),
    signature,
    layers: [...new Set(layers.map(({ className }) => className))],
    decisions,
    metrics,
    candidate,
    libraries,
  };
}
