import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { suite } from 'uvu';
import { encodeRecords } from '../encoding/encode-records.ts';
import { modelEdges } from '../encoding/topology/model-edges.ts';
import { RampartError } from '../errors.ts';
import { createRandom } from '../random.ts';
import { loadModelFiles, predictProbabilities, useBackend } from '../tensor/index.ts';
import { exampleContents, exampleEncoding, exampleTable } from '../testing/example-bundle.ts';
import { mutateTopology, mutations } from '../testing/mutate-topology.ts';
import { resealed, textOf } from '../testing/resealed.ts';
import { decodeBundle, verifyBundle } from './decode-bundle.ts';
import { encodeBundle } from './encode-bundle.ts';
import { chooseGoldenRows, compareGolden } from './golden.ts';
import type { Bundle, BundleContents } from './model-package.ts';
import type { NamedBytes } from './named-bytes.ts';

// Bundles whose digests and seal are right, and whose contents are not: by a fault of ours, or an attacker's.
const test = suite('broken bundles');

/** What a model gives for the golden rows. */
async function answers({ model, signature, golden }: Pick<Bundle, 'model' | 'signature' | 'golden'>) {
  const loaded = await loadModelFiles(model);
  try {
    const rows = golden.map(({ row }) => row);
    return predictProbabilities(loaded, encodeRecords(signature.inputs, rows), rows.length, signature);
  } finally {
    loaded.dispose();
  }
}

/** A bundle of a model with a layer of every kind, with golden rows that it gives. */
async function soundBundle(): Promise<NamedBytes> {
  await useBackend('cpu');
  const contents = exampleContents();
  const edges = modelEdges(contents.model);
  const questions = chooseGoldenRows(contents.schema, exampleEncoding, exampleTable, edges);
  const asked = questions.map((question) => ({ ...question, probabilities: [0.5, 0.5] }));
  const given = await answers({ ...contents, golden: asked });
  const golden = asked.map((row, i) => ({ ...row, probabilities: [...given.subarray(2 * i, 2 * i + 2)] }));
  return encodeBundle({ ...contents, golden } satisfies BundleContents);
}
const sound = await soundBundle();

/** Loads as a predictor does: the error of a refusal, or the bundle's problems with its golden rows. */
async function load(files: NamedBytes): Promise<RampartError | 'loaded'> {
  try {
    const bundle = decodeBundle(files, '/models/1');
    const problems = compareGolden(bundle.golden, await answers(bundle), 1e-4);
    return problems.length > 0 ? new RampartError('bundle', problems) : 'loaded';
  } catch (error) {
    if (error instanceof RampartError) return error;
    throw error;
  }
}

/** Seconds of computing that an act takes: other processes do not count. */
async function seconds(act: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

test('the sound one loads', async () => {
  equal(await load(sound), 'loaded');
});

for (const [at, mutation] of Object.keys(mutations).entries()) {
  test(`a topology with ${mutation} is refused within a second, or answers as before`, async () => {
    const random = createRandom(7).fork(mutation);
    let refused = 0;
    for (let draw = 0; draw < 8; draw++) {
      const topology = mutateTopology(textOf(sound, 'model.json'), mutation, random);
      const files = resealed(sound, { 'model.json': topology });
      let outcome: RampartError | 'loaded' | undefined;
      const spent = await seconds(async () => (outcome = await load(files)));
      ok(spent < 1, `${mutation}, draw ${draw}: ${spent} s`);
      if (outcome === 'loaded') continue;
      refused++;
      equal(outcome!.code, 'bundle');
      ok(
        outcome!.problems.length > 0 && outcome!.message.length < 100_000,
        `${at}: ${outcome!.message.slice(0, 500)}`,
      );
    }
    ok(refused > 0, 'every draw left a model that answers as before');
  });
}

test('NaN and infinity in any one weight are refused without computing', () => {
  const weights = sound.get('weights.bin')!;
  const count = weights.byteLength / 4;
  const random = createRandom(3);
  const at = [0, 1, count - 1, ...Array.from({ length: 60 }, () => random.integer(count))];
  for (const [i, place] of at.entries()) {
    const changed = new Float32Array(Uint8Array.from(weights).buffer);
    changed[place] = [Number.NaN, Infinity, -Infinity][i % 3]!;
    const files = resealed(sound, { 'weights.bin': new Uint8Array(changed.buffer) });
    const [problem, ...others] = verifyBundle(files);
    equal(others.length, 0);
    match(problem!.where, /model\.json, weights `[a-z0-9/-]+`/);
    match(`${problem!.expected} ${problem!.received}`, /finite numbers (?:NaN|-?Infinity) as number \d+/);
  }
});

test('weights that lie at any offset of a buffer are taken', () => {
  const weights = sound.get('weights.bin')!;
  for (const offset of [1, 2, 3]) {
    const shifted = new Uint8Array(weights.byteLength + offset);
    shifted.set(weights, offset);
    deepEqual(verifyBundle(new Map(sound).set('weights.bin', shifted.subarray(offset))), []);
  }
});

const deep = (open: string, close = '') => open.repeat(200_000) + close.repeat(200_000);
for (const [title, changed, message] of [
  ['brackets without end as the schema', { 'schema.json': deep('[') }, /schema\.json: expected JSON/],
  ['lists in lists as the schema', { 'schema.json': deep('[', ']') }, /schema\.json/],
  ['lists in lists as golden rows', { 'golden.json': deep('[', ']') }, /golden\.json/],
  [
    'objects in objects as the reference',
    { 'reference.json': deep('{"a":', '}').replace('}', '1}') },
    /reference\.json/,
  ],
  ['a text as the reference', { 'reference.json': '"x"' }, /reference\.json: expected a section/],
  [
    'bytes that are no text',
    { 'schema.json': Uint8Array.of(0xc3, 0x28) },
    /schema\.json: expected a text in UTF-8/,
  ],
  [
    'a golden row without columns',
    { 'golden.json': '[{"note":"","row":{"__proto__":1},"probabilities":[0,1]}]' },
    /golden\.json, row 1/,
  ],
] as const) {
  test(`${title}: refused, the file named, within a second`, async () => {
    const files = resealed(sound, changed);
    let outcome: RampartError | 'loaded' | undefined;
    const spent = await seconds(async () => (outcome = await load(files)));
    ok(spent < 1, `${spent} s`);
    ok(outcome instanceof RampartError);
    match(outcome.message, message);
    ok(outcome.message.length < 10_000);
  });
}

test('a manifest that is nested without end is refused', () => {
  const text = textOf(sound, 'manifest.json').replace(
    '"outOfFold": {',
    `"outOfFold": { "a": ${deep('[', ']')},`,
  );
  const files = new Map(sound).set('manifest.json', new TextEncoder().encode(text));
  match(verifyBundle(files)[0]!.where, /manifest\.json/);
});

test.run();
