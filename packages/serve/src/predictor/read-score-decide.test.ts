import { deepEqual, deepStrictEqual, equal, match, ok } from 'node:assert/strict';
import type { ModelPackage } from '@rampart/core';
import { bundleReference } from '@rampart/core/internal';
import { layerKinds } from '@rampart/core/portable';
import { encodeRecords, loadBackend, useBackend } from '@rampart/core/tensor';
import { arraysClose, examplePackage, exampleTable, onEveryBackend, rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import { z } from 'zod';
import { createPredictor } from './create-predictor.ts';

const test = suite('read, score, decide');

const records = [
  { duration: 2, risk: 1, protocol: 'icmp', flagged: 'yes' },
  { duration: null, risk: -1, protocol: 'gre' },
  { duration: 'long', risk: 7, protocol: 'tcp' },
  { duration: 1e30, risk: null, protocol: null, flagged: 'no' },
];

test('the three steps alone give what they give together, and results carry the rows as read', async () => {
  using predictor = await createPredictor(await examplePackage(), { backend: 'cpu' });
  const read = predictor.read(records);
  equal(read[2]!.problems.length, 2);
  deepEqual(read[2]!.row, { duration: Number.NaN, risk: Number.NaN, protocol: 'tcp', flagged: null });
  const rows = read.flatMap(({ row, problems }) => (problems.length === 0 ? [row] : []));
  const scores = predictor.score(rows);
  const decided = rows.map((row, i) =>
    predictor.decide(scores.subarray(2 * i, 2 * i + 2), predictor.groupsOf(row)),
  );
  const results = await predictor.predictEach(records);
  const unseen = results.map((result) => ('prediction' in result ? (result.prediction.unseen ?? []) : []));
  deepEqual(unseen.flat(), ['protocol'], 'gre was never learned');
  deepStrictEqual(
    results.map((result) => {
      if (!('prediction' in result)) return result;
      const { unseen: _, ...prediction } = result.prediction;
      return { ...result, prediction };
    }),
    read.map(({ row, problems }) => (problems.length > 0 ? { row, problems } : { row, ...decided.shift()! })),
  );
});

test('records, columns and encoded rows are scored alike, whichever way computes', async () => {
  const source = await examplePackage();
  using predictor = await createPredictor(source, { backend: 'wasm' });
  const good = records.filter((_, i) => i !== 2);
  const rows = predictor.read(good).map(({ row }) => row);
  const columns = new Map<string, ArrayLike<unknown>>(
    predictor.features.map((name) => [name, good.map((record) => (record as Record<string, unknown>)[name])]),
  );
  const { table, problems } = predictor.readTable({ rows: good.length, columns });
  equal(problems.size, 0);
  const expected = predictor.score(rows, 'tensors');
  for (const by of [undefined, 'plain', 'tensors'] as const) {
    for (const given of [rows, table, encodeRecords(source.signature.inputs, rows)]) {
      arraysClose(predictor.score(given, by), expected, 1e-6);
    }
  }
  const faulty = predictor.readTable({ rows: 1, columns: new Map([['risk', [7]]]) });
  match(
    faulty.problems
      .get(0)!
      .map(({ where }) => where)
      .join(),
    /`duration`.*`risk`.*`protocol`/,
  );
});

/** The example with one more layer, which gives on what it gets. */
async function withStrangeLayer(): Promise<ModelPackage> {
  const source = await examplePackage();
  const json = JSON.parse(source.model.topology) as {
    modelTopology: { config: { layers: unknown[]; output_layers: unknown[] } };
  };
  const { config } = json.modelTopology;
  const [[last]] = config.output_layers as [[string]];
  const settings = { name: 'same', trainable: true, activation: 'linear' };
  config.layers.push({
    name: 'same',
    class_name: 'Activation',
    config: settings,
    inbound_nodes: [[[last, 0, 0, {}]]],
  });
  config.output_layers = [['same', 0, 0]];
  return { ...source, model: { ...source.model, topology: JSON.stringify(json) } };
}

onEveryBackend(test, 'a layer that plain arrays do not know is left to tensors', async (backend) => {
  layerKinds.set('Activation', {
    className: 'Activation',
    settings: z.looseObject({}),
    width: (_, [width]) => width!,
  });
  using strange = await createPredictor(await withStrangeLayer(), { backend });
  using known = await createPredictor(await examplePackage(), { backend });
  deepEqual([strange.plain, known.plain], [false, true]);
  const rows = known.read(records.slice(0, 2)).map(({ row }) => row);
  deepEqual(strange.score(rows), known.score(rows, 'tensors'));
});

onEveryBackend(
  test,
  'what is no number is a problem and never a verdict, for few rows and for many',
  async (backend) => {
    const source = await examplePackage();
    const changed = (edit: (weights: Float32Array) => void) => {
      const weights = new Float32Array(Uint8Array.from(source.model.weights).buffer);
      edit(weights);
      const model = { ...source.model, weights: new Uint8Array(weights.buffer) };
      return createPredictor({ ...source, model }, { backend, verifyGolden: false });
    };
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      await rejects(
        changed((weights) => weights.fill(value, -1)),
        /expected finite numbers/,
      );
    }
    // Each is a number, and their sums are none.
    using predictor = await changed((weights) => weights.fill(3e38));
    for (const count of [1, 40]) {
      for (const result of await predictor.predictEach(new Array(count).fill(records[0]))) {
        ok('problems' in result);
        match(result.problems[0]!.received!, /no probability/);
      }
    }
  },
);

test('each predictor computes on its own backend, whatever is loaded and used beside it', async () => {
  const source = await examplePackage();
  const row = { duration: 3.3, risk: 1, protocol: 'tcp', flagged: null };
  const many = Array.from({ length: 200 }, (_, i) => ({ ...row, duration: i / 7 }));
  const alone = new Map<string, Float64Array>();
  for (const backend of ['cpu', 'wasm'] as const) {
    using predictor = await createPredictor(source, { backend });
    alone.set(backend, predictor.score(many));
  }
  ok(
    alone.get('cpu')!.some((value, i) => value !== alone.get('wasm')![i]),
    'the backends cannot be told apart',
  );

  await useBackend('cpu');
  const made = await Promise.all(
    (['wasm', 'cpu', 'wasm', 'cpu'] as const).map((backend) => createPredictor(source, { backend })),
  );
  const results = await Promise.all(
    [...made, ...made].map(async (predictor, turn) => {
      if (turn % 3 === 1) await loadBackend('wasm');
      if (turn % 3 === 2) await useBackend(turn % 2 === 0 ? 'cpu' : 'wasm');
      const scores = predictor.score(many);
      const answers = await predictor.predictEach(many);
      equal('prediction' in answers[0]! && answers[0].prediction.score, scores[1]);
      return { backend: predictor.backend, scores };
    }),
  );
  for (const { backend, scores } of results) deepEqual(scores, alone.get(backend));
  for (const predictor of made) predictor.dispose();
});

test('the reference is read when it is asked for, once', async () => {
  const source = await examplePackage();
  let reads = 0;
  const reference = () => {
    reads++;
    return bundleReference(exampleTable, source.schema);
  };
  using predictor = await createPredictor(source, { backend: 'cpu', reference });
  equal(reads, 0);
  equal(predictor.reference(), predictor.reference());
  equal(reads, 1);
  using without = await createPredictor(source, { backend: 'cpu' });
  equal(without.reference(), undefined);
});
test.run();
