import { setTimeout as wait } from 'node:timers/promises';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { useBackend } from '@rampart/core/tensor';
import { examplePackage, noLeak, rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import { createPredictor } from './create-predictor.ts';
import type { Predictor } from './predictor.ts';
import { createPredictorHolder } from './predictor-holder.ts';

const test = suite('predictor-holder');

/** The example with another intercept for each version, so that an answer tells which version gave it. */
async function versioned(version: number, name = 'example'): Promise<Predictor> {
  const source = await examplePackage();
  const weights = Uint8Array.from(source.model.weights);
  new DataView(weights.buffer).setFloat32(weights.length - 4, version / 10, true);
  const model = { ...source.model, weights };
  return createPredictor(
    { ...source, name, version: String(version), model },
    { backend: 'cpu', verifyGolden: false },
  );
}

const record = { duration: 2, risk: 1, protocol: 'tcp', flagged: 'no' };
const logitOf = (score: number) => Math.log(score / (1 - score));

test('predictions during swaps: none fails, each is of the one version that it began on', async () => {
  await useBackend('cpu');
  await examplePackage();
  await noLeak(async () => {
    const first = await versioned(1);
    const { score } = await first.predict(record);
    const base = logitOf(score) - 0.1;
    const holder = createPredictorHolder();
    holder.swap(first);
    const seen = new Set<string>();
    const answer = (many: number) =>
      holder.use(async ({ predictMany, version }) => {
        await wait(many % 7);
        for (const { score: given } of await predictMany(new Array(1 + (many % 40)).fill(record))) {
          ok(Math.abs(logitOf(given) - base - Number(version) / 10) < 1e-4, `of version ${version}`);
        }
        await wait(many % 3);
        await predictMany([record]);
        seen.add(version);
      });
    const answers: Promise<void>[] = [];
    for (let version = 2; version <= 9; version++) {
      for (let i = 0; i < 25; i++) answers.push(answer(i));
      await wait(2);
      holder.swap(await versioned(version));
    }
    await Promise.all(answers);
    ok(seen.size > 4);
    await holder.use(({ version }) => equal(version, '9'));
    holder[Symbol.dispose]();
  });
});

test('a predictor that is replaced is disposed when the last use of it has ended, failed or not', async () => {
  const [old, next] = [await versioned(1), await versioned(2)];
  using holder = createPredictorHolder();
  holder.swap(old);
  let finish: () => void = () => undefined;
  const slow = holder.use(async () => new Promise<void>((resolve) => (finish = resolve)));
  const failing = rejects(
    holder.use(async () => {
      await wait(1);
      throw new Error('mine');
    }),
    /mine/,
  );
  holder.swap(next);
  holder.swap(next);
  await failing;
  old.score([{}]);
  finish();
  await slow;
  await rejects(() => old.score([{}]), /a call after `dispose`/);
  next.score([{}]);
});

test('several by name, and one version each; what is not there is told', async () => {
  using holder = createPredictorHolder();
  await rejects(
    holder.use(() => undefined),
    /expected a model among/,
  );
  holder.swap(await versioned(1));
  holder.swap(await versioned(4, 'other'));
  holder.swap(await versioned(5), 'canary');
  deepEqual(holder.names, ['example', 'other', 'canary']);
  const versionOf = (choice?: { name?: string; version?: string }) =>
    holder.use(({ version }) => version, choice);
  deepEqual(
    [
      await versionOf(),
      await versionOf({ name: 'other' }),
      await versionOf({ name: 'canary', version: '5' }),
    ],
    ['1', '4', '5'],
  );
  await rejects(versionOf({ name: 'third' }), /a model among [^]*other[^]*received third/);
  await rejects(versionOf({ version: '2' }), /a version of example among 1, received 2/);
  holder.remove('example');
  equal(await versionOf(), '4');
});

test('a shadow stands beside the one that answers, is replaced alike, and may step up', async () => {
  const [serving, one, two] = [await versioned(1), await versioned(2), await versioned(3)];
  const holder = createPredictorHolder();
  holder.swap(serving);
  const both = () => holder.use(({ version }, shadow) => [version, shadow?.version]);
  deepEqual(await both(), ['1', undefined]);
  holder.shadow(one, 'example');
  deepEqual(await both(), ['1', '2']);
  await holder.use(async () => {
    holder.shadow(two, 'example');
    one.score([{}]);
  });
  await rejects(() => one.score([{}]), /a call after/);
  holder.swap(two);
  deepEqual(await both(), ['3', undefined]);
  await rejects(() => serving.score([{}]), /a call after/);
  two.score([{}]);
  holder.shadow(await versioned(4), 'example');
  holder.shadow(undefined, 'example');
  deepEqual(await both(), ['3', undefined]);
  holder[Symbol.dispose]();
  await rejects(() => two.score([{}]), /a call after/);
});
test.run();
