import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Json } from '../digest.ts';
import { type Problem, RampartError } from '../errors.ts';
import { parseSchema } from '../schema/parse-schema.ts';
import { dotted, type Path, zodProblems } from '../zod-problems.ts';
import { checkFiles } from './check-files.ts';
import { checkGolden, checkSignature } from './check-signature.ts';
import { checkDecisions } from './decision.ts';
import { type GoldenRow, goldenRow, typedGolden } from './golden.ts';
import { type Manifest, manifestFile } from './manifest.ts';
import { parseManifest } from './manifest-text.ts';
import type { Bundle } from './model-package.ts';

/**
 * Reads a bundle's directory and checks all of it but the model's answers, which need a backend; see
 * `compareGolden`. Executes nothing from it and needs no TensorFlow.js. Throws a RampartError('bundle') that
 * lists every problem found.
 */
export async function readBundle(directory: string): Promise<Bundle> {
  const manifest = await readManifest(directory);
  const { intact, problems } = await checkFiles(directory, manifest.files);
  const text = (name: string) => {
    const content = intact.get(name);
    return content === undefined ? undefined : new TextDecoder().decode(content);
  };
  const part = <T>(name: string, parse: (value: unknown, where: string) => T): T | undefined => {
    const json = text(name);
    const where = join(directory, name);
    try {
      return json === undefined ? undefined : parse(JSON.parse(json), where);
    } catch (error) {
      problems.push(...problemsIn(error, where));
      return undefined;
    }
  };
  const schema = part('schema.json', parseSchema);
  const golden = part('golden.json', parseGolden);
  const reference = part('reference.json', (value) => value as Json);
  part('model.json', (value) => value);
  if (schema) {
    const where = join(directory, manifestFile);
    problems.push(...checkSignature(schema, manifest.signature, where));
    problems.push(...checkDecisions(schema, manifest.decisions, where));
  }
  if (golden) problems.push(...checkGolden(golden, manifest.signature, join(directory, 'golden.json')));

  const topology = text('model.json');
  const weights = intact.get('weights.bin');
  if (problems.length > 0 || !schema || !golden || topology === undefined || weights === undefined) {
    throw new RampartError('bundle', problems);
  }
  const { name, version, signature, decisions } = manifest;
  return {
    name,
    version,
    schema,
    signature,
    decisions,
    model: { topology, weights },
    golden: golden.map((row) => typedGolden(row, signature.inputs)),
    manifest,
    directory,
    reference: reference ?? null,
    report: text('report.html'),
  };
}

/** Reads the manifest alone. Throws a RampartError('bundle') where it is missing or not one this version reads. */
export async function readManifest(directory: string): Promise<Manifest> {
  const where = join(directory, manifestFile);
  const text = await readFile(where, 'utf8').catch((error: unknown) => {
    throw new RampartError(
      'bundle',
      {
        where,
        expected: 'the manifest of a bundle',
        received: error instanceof Error && 'code' in error ? String(error.code) : String(error),
        fix: 'Give the directory of a bundle, as `rampart run` leaves it under bundles/<name>/<version>.',
      },
      { cause: error },
    );
  });
  const parsed = parseManifest(text, where);
  if ('problems' in parsed) throw new RampartError('bundle', parsed.problems);
  return parsed.manifest;
}

const goldenRows = z.array(goldenRow).min(1);

function parseGolden(value: unknown, where: string): GoldenRow[] {
  const parsed = goldenRows.safeParse(value);
  if (parsed.success) return parsed.data;
  const place = (path: Path) => (path.length === 0 ? where : `${where}, ${dotted(path)}`);
  throw new RampartError('bundle', zodProblems(parsed.error.issues, { schema: goldenRows, value, place }));
}

function problemsIn(error: unknown, where: string): readonly Problem[] {
  if (error instanceof RampartError) return error.problems;
  if (error instanceof SyntaxError) return [{ where, expected: 'JSON', received: error.message }];
  throw error;
}

/** Every problem of a bundle's directory; none where it can be loaded. */
export async function verifyBundle(directory: string): Promise<readonly Problem[]> {
  try {
    await readBundle(directory);
    return [];
  } catch (error) {
    if (error instanceof RampartError) return error.problems;
    throw error;
  }
}
