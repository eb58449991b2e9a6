import { ok } from 'node:assert/strict';
import { RampartError } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import { examplePackage, onEveryBackend } from '@rampart/core/testing';
import { suite } from 'uvu';
import { createApp } from '../http/app.ts';
import { createPredictor } from './create-predictor.ts';

const test = suite('no verdict of NaN');

const source = await examplePackage();
const record = { duration: 3, risk: 1, protocol: 'tcp', flagged: 'no' };
const many = Array.from({ length: 40 }, (_, i) => ({ ...record, duration: 10 ** (i - 10) }));

/** The package with another number in the place of one weight. */
function withWeight(place: number, value: number): typeof source {
  const weights = Uint8Array.from(source.model.weights);
  new DataView(weights.buffer).setFloat32(4 * place, value, true);
  return { ...source, model: { ...source.model, weights } };
}
const places = source.model.weights.byteLength / 4;

onEveryBackend(test, 'a weight that is no number is refused before it computes', async (backend) => {
  for (let place = 0; place < places; place++) {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const refusal = await createPredictor(withWeight(place, value), { backend, verifyGolden: false }).then(
        () => undefined,
        (error: unknown) => error,
      );
      ok(refusal instanceof RampartError && refusal.code === 'bundle', `weight ${place}, ${value}`);
    }
  }
});

onEveryBackend(
  test,
  'weights that overflow give probabilities or a refusal, on every way',
  async (backend) => {
    const random = createRandom(2);
    for (let draw = 0; draw < 20; draw++) {
      const value = [3.4e38, -3.4e38, 1e37, -1e30][draw % 4]!;
      const changed = withWeight(random.integer(places), value);
      using predictor = await createPredictor(changed, { backend, verifyGolden: false });
      const results = await Promise.all([[record], many].map((records) => predictor.predictEach(records)));
      for (const result of results.flat()) {
        if ('problems' in result) continue;
        const { probabilities } = result.prediction;
        const values = Object.values(probabilities);
        ok(
          values.every((each) => each >= 0 && each <= 1) &&
            Math.abs(values.reduce((a, b) => a + b) - 1) < 1e-5,
        );
      }
    }
  },
);

test('scores that are no numbers refuse every record and are not ready', async () => {
  const sound = await createPredictor(source, { backend: 'cpu' });
  const broken = {
    ...sound,
    score: (rows: Parameters<typeof sound.score>[0]) => sound.score(rows).fill(Number.NaN),
  };
  const answer = await createApp(broken).request('/health/ready');
  ok(answer.status === 503);
  ok('problems' in broken.decide([Number.NaN, 0.5], []));
  sound.dispose();
});

test.run();
