import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { join } from 'node:path';
import { encodeBundle, openStore, RampartError } from '@rampart/core';
import { encodeRecords, useBackend } from '@rampart/core/tensor';
import {
  arraysClose,
  closeTo,
  exampleContents,
  examplePackage,
  noLeak,
  onEveryBackend,
  rejects,
  temporaryDirectory,
} from '@rampart/core/testing';
import { suite } from 'uvu';
import { createPredictor } from './create-predictor.ts';
import { loadModel } from './load-model.ts';

const test = suite('predictor');

/** Records that differ in every feature, some values missing. */
function records(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, i) => ({
    duration: i % 7 === 0 ? null : (i * 37) % 101,
    risk: [-1, 0, 1, null][i % 4],
    protocol: ['tcp', 'udp', 'icmp', 'gre', null][i % 5],
    ...(i % 3 === 0 ? {} : { flagged: ['no', 'yes'][i % 2] }),
  }));
}

onEveryBackend(test, 'one row and many rows agree, across the borders of batches', async (backend) => {
  using predictor = await createPredictor(await examplePackage(), { backend });
  const rows = records(2100);
  const many = await predictor.predictMany(rows);
  equal(many.length, rows.length);
  for (const i of [0, 1, 1023, 1024, 1025, 2047, 2048, 2099]) {
    const one = await predictor.predict(rows[i]!);
    equal(one.label, many[i]!.label);
    closeTo(one.score, many[i]!.score, 1e-6);
    equal(one.score, one.probabilities.attack);
    closeTo(one.probabilities.attack! + one.probabilities.normal!, 1, 1e-6);
  }
  ok(new Set(many.map(({ score }) => score)).size > 20);
  deepEqual(await predictor.predictMany([]), []);
});

onEveryBackend(
  test,
  'every backend gives what plain JavaScript gave, for missing, unseen and extreme cells too',
  async (backend) => {
    const source = await examplePackage();
    using predictor = await createPredictor(source, { backend });
    const rows = source.golden.map(({ row }) => row);
    const expected = source.golden.flatMap(({ probabilities }) => probabilities);
    for (const by of ['plain', 'tensors'] as const) arraysClose(predictor.score(rows, by), expected, 1e-5);
    ok(predictor.plain);
    equal(predictor.backend, backend);
  },
);

onEveryBackend(test, 'three classes give three probabilities', async (backend) => {
  using predictor = await createPredictor(await examplePackage({ classes: 3 }), { backend });
  const { label, score, probabilities } = await predictor.predict(records(2)[1]!);
  equal(Object.keys(probabilities).length, 3);
  equal(score, probabilities[label]);
  equal(score, Math.max(...Object.values(probabilities)));
  closeTo(
    Object.values(probabilities).reduce((sum, p) => sum + p),
    1,
    1e-6,
  );
});

onEveryBackend(test, 'ten thousand predictions leave no tensor behind', async (backend) => {
  using predictor = await createPredictor(await examplePackage(), { backend });
  const rows = records(9_900);
  await noLeak(async () => {
    await predictor.predictMany(rows);
    for (const row of rows.slice(0, 100)) await predictor.predict(row);
    for (const row of rows.slice(0, 100))
      predictor.score(
        predictor.read([row]).map((read) => read.row),
        'tensors',
      );
  });
});

onEveryBackend(
  test,
  'a predictor that is disposed leaves nothing, twice too, and says so when used',
  async (backend) => {
    const source = await examplePackage();
    await noLeak(async () => {
      const predictor = await createPredictor(source, { backend });
      await predictor.predict(records(1)[0]!);
      predictor.dispose();
      predictor.dispose();
      await rejects(
        predictor.predict(records(1)[0]!),
        /the predictor of example: expected to be used before/,
      );
      await rejects(() => predictor.score([{}]), /a call after `dispose`/);
    });
  },
);

test('records are not changed, and neither is the package', async () => {
  const source = await examplePackage();
  const before = JSON.stringify(source.golden);
  using predictor = await createPredictor(source);
  const frozen = Object.freeze(records(5).map((record) => Object.freeze(record)));
  const copy = structuredClone(frozen);
  await predictor.predictMany(frozen);
  deepEqual(frozen, copy);
  equal(JSON.stringify(source.golden), before);
});

test('every problem of every record is told, and good records are answered beside bad ones', async () => {
  using predictor = await createPredictor(await examplePackage());
  const [good] = records(1);
  const bad = [good!, { ...good, risk: 5, duration: 'long' }, { ...good, Risk: 1 }, {}];
  const error = await rejects(predictor.predictMany(bad), /records\[1\], column `risk`: expected/);
  ok(error instanceof RampartError && error.code === 'data');
  match(error.message, /records\[1\], column `duration`/);
  match(error.message, /records\[2\], column `Risk`[^]*Did you mean `risk`\?/);
  match(error.message, /records\[3\], column `protocol`/);
  const answers = await predictor.predictEach([...bad, null, 5, [good]]);
  deepEqual(
    answers.map((answer) => 'prediction' in answer),
    [true, false, false, false, false, false, false],
  );
  await rejects(predictor.predict({ ...good, risk: 5 }), /^column `risk`/);
});

test('a golden row that comes out differently refuses the model and leaves no tensor', async () => {
  const source = await examplePackage();
  await useBackend('cpu');
  const golden = source.golden.map((row, i) =>
    i === 2 ? { ...row, probabilities: row.probabilities.toReversed() } : row,
  );
  await noLeak(async () => {
    const error = await rejects(
      createPredictor({ ...source, golden }, { backend: 'cpu' }),
      /example version 1: golden row 3 \(training row 3/,
    );
    ok(error instanceof RampartError && error.code === 'bundle');
    using trusted = await createPredictor({ ...source, golden }, { backend: 'cpu', verifyGolden: false });
    equal(trusted.backend, 'cpu');
  });
});

test('a model that is none is a bundle error', async () => {
  const source = await examplePackage();
  const model = { ...source.model, topology: '{"no":"model"}' };
  const error = await rejects(
    createPredictor({ ...source, model }),
    /model\.json, modelTopology: expected a section/,
  );
  ok(error instanceof RampartError && error.code === 'bundle');
});

test('a model of another shape than its signature is a bundle error and leaves no tensor', async () => {
  const source = await examplePackage();
  const { model } = await examplePackage({ classes: 3 });
  await noLeak(() =>
    rejects(
      createPredictor({ ...source, model }, { backend: 'cpu' }),
      /a model from 4 inputs to 2 classes, received the model has 3 outputs/,
    ),
  );
});

onEveryBackend(test, 'a bundle is loaded from its directory and from a registry', async (backend) => {
  await using directory = await temporaryDirectory();
  const contents = { ...exampleContents('1'), ...(await examplePackage()) };
  const store = openStore(directory.path);
  await store.publish(() => encodeBundle(contents));
  await store.moveAlias('production', '1');
  const lines: unknown[] = [];
  for (const place of ['1', 'production', '.'].map((name) => join(directory.path, name))) {
    using predictor = await loadModel(place, {
      backend,
      logger: { info: (...line: unknown[]) => lines.push(line) } as never,
    });
    equal(predictor.backend, backend);
    equal(predictor.version, '1');
    equal((await predictor.predictMany(records(3))).length, 3);
  }
  equal(lines.length, 3);
  // A bundle whose every digest is right, but whose weights are not those of its golden rows.
  const weights = new Uint8Array(new Float32Array(contents.model.weights.length / 4).fill(0.25).buffer);
  const model = { ...contents.model, weights };
  await store.publish((version) => encodeBundle({ ...contents, version, model }));
  await rejects(loadModel(join(directory.path, '2'), { backend }), /golden row/);
});

test('the typed row encodes as the record does', async () => {
  const source = await examplePackage();
  using predictor = await createPredictor(source);
  const row = { duration: 2, risk: 1, protocol: 'icmp', flagged: 'yes' };
  const [scores, prediction] = [predictor.score([row]), await predictor.predict(row)];
  closeTo(prediction.score, scores[1]!, 1e-7);
  equal(encodeRecords(source.signature.inputs, [row]).length, 4);
});

test.run();
