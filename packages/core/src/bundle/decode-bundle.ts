import { z } from 'zod';
import { readTopology } from '../encoding/topology/read-topology.ts';
import { fewProblems, type Problem, RampartError } from '../errors.ts';
import { parseJson } from '../parse-json.ts';
import { parseSchema } from '../schema/parse-schema.ts';
import { dotted, type Path, zodProblems } from '../zod-problems.ts';
import { parseReference } from './bundle-reference.ts';
import { checkFiles, oversize } from './check-files.ts';
import { checkGolden, checkSignature, checkWidths } from './check-signature.ts';
import { checkDecisions } from './decision.ts';
import { type GoldenRow, goldenRow, typedGolden } from './golden.ts';
import { type Manifest, manifestFile, type Signature } from './manifest.ts';
import { parseManifest } from './manifest-text.ts';
import type { Bundle } from './model-package.ts';
import type { NamedBytes } from './named-bytes.ts';

/**
 * Reads the files of a bundle and checks all of it but the model's answers, which must be computed; see
 * `compareGolden`. Executes nothing from it, and needs neither Node nor TensorFlow.js. `where` is how messages call the
 * bundle. Throws a RampartError('bundle') that lists every problem found.
 */
export function decodeBundle(files: NamedBytes, where = 'the bundle'): Bundle {
  const manifest = decodeManifest(files.get(manifestFile), where);
  const problems = checkFiles(files, manifest.files, where);
  // What is in a file that has been changed or cut tells nothing more.
  if (problems.length > 0) throw new RampartError('bundle', fewProblems(problems, where));
  const part = <T>(name: string, read: (text: string, place: string) => T): T | undefined => {
    const place = `${where}/${name}`;
    try {
      return read(textOf(files.get(name)!, place), place);
    } catch (error) {
      if (!(error instanceof RampartError)) throw error;
      problems.push(...fewProblems(error.problems, place));
      return undefined;
    }
  };
  const json = <T>(read: (value: unknown, place: string) => T) => {
    return (text: string, place: string) => parseJson(text, place, (value) => read(value, place));
  };
  const weights = files.get('weights.bin')!;
  const schema = part('schema.json', json(parseSchema));
  const golden = part(
    'golden.json',
    json((value, place) => parseGolden(value, manifest.signature, place)),
  );
  const reference = part('reference.json', json(parseReference));
  const model = part('model.json', (topology, place) => {
    const { layers } = readTopology({ topology, weights }, place);
    problems.push(...checkWidths(layers[0]!.width, layers.at(-1)!.width, manifest.signature, place));
    return { topology, weights };
  });
  const report = files.has('report.html') ? part('report.html', (text) => text) : undefined;
  const { name, version, signature, decisions } = manifest;
  if (schema) {
    const place = `${where}/${manifestFile}`;
    problems.push(...checkSignature(schema, signature, place));
    problems.push(...checkDecisions(schema, decisions, place));
  }
  if (problems.length > 0 || !schema || !golden || !model) throw new RampartError('bundle', problems);
  return {
    name,
    version,
    schema,
    signature,
    decisions,
    model,
    golden,
    manifest,
    where,
    reference: reference ?? null,
    report,
  };
}

/** Every problem of a bundle's files; none where it can be loaded. */
export function verifyBundle(files: NamedBytes, where?: string): readonly Problem[] {
  try {
    decodeBundle(files, where);
    return [];
  } catch (error) {
    if (error instanceof RampartError) return error.problems;
    throw error;
  }
}

/** Reads manifest.json alone. Throws a RampartError('bundle') where it is missing or not one that this version reads. */
export function decodeManifest(content: Uint8Array | undefined, where = 'the bundle'): Manifest {
  const place = `${where}/${manifestFile}`;
  if (content === undefined) {
    throw new RampartError('bundle', {
      where: place,
      expected: 'the manifest of a bundle',
      received: 'nothing',
      fix: 'Give a bundle, as `rampart run` leaves it under bundles/<name>/<version>.',
    });
  }
  const tooLarge = oversize(manifestFile, content.byteLength, where);
  if (tooLarge) throw new RampartError('bundle', tooLarge);
  return parseManifest(textOf(content, place), place);
}

function textOf(content: Uint8Array, where: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch (error) {
    const fix = 'The file is damaged: copy it again from where it was made.';
    const received = 'bytes that are none';
    throw new RampartError('bundle', { where, expected: 'a text in UTF-8', received, fix }, { cause: error });
  }
}

const goldenRows = z.array(goldenRow).min(1);

function parseGolden(value: unknown, signature: Signature, where: string): GoldenRow[] {
  const parsed = goldenRows.safeParse(value);
  if (!parsed.success) {
    const place = (path: Path) => (path.length === 0 ? where : `${where}, ${dotted(path)}`);
    throw new RampartError('bundle', zodProblems(parsed.error.issues, { schema: goldenRows, value, place }));
  }
  const problems = checkGolden(parsed.data, signature, where);
  if (problems.length > 0) throw new RampartError('bundle', problems);
  return parsed.data.map((row) => typedGolden(row, signature.inputs));
}
