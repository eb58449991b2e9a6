import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { closeTo } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { classTotals } from './class-balance.ts';
import { oversample } from './oversample.ts';
import type { TrainingData } from '../learners/network/training-data.ts';

const test = suite('oversample');

/** Two numbers, a one-hot code of three and a flag; every class lies around a place of its own. */
function table(counts: readonly number[], weighted: boolean, seed: number): TrainingData {
  const random = createRandom(seed);
  const width = 6;
  const targets = Int32Array.from(counts.flatMap((count, target) => Array<number>(count).fill(target)));
  random.shuffle(targets);
  const features = new Float32Array(targets.length * width);
  for (const [row, target] of targets.entries()) {
    const at = row * width;
    features[at] = 100 * target + random.normal();
    features[at + 1] = random.normal();
    features[at + 2 + random.integer(3)] = 1;
    features[at + 5] = random.integer(2);
  }
  return {
    rows: targets.length,
    width,
    features,
    targets,
    classes: counts.length,
    categories: [
      { start: 2, length: 3 },
      { start: 5, length: 1 },
    ],
    ...(weighted && { weights: Float32Array.from(targets, () => 0.5 + random.next()) }),
  };
}

const method = fc.constantFrom('random' as const, 'smote' as const);
const counts = fc
  .array(fc.nat({ max: 30 }), { minLength: 2, maxLength: 4 })
  .filter((all) => Math.max(...all) > 0);
const cases = fc.record({
  data: fc.tuple(counts, fc.boolean(), fc.nat()).map((parts) => table(...parts)),
  settings: fc.record({
    method,
    ratio: fc.double({ min: 0.05, max: 1, noNaN: true }),
    neighbours: fc.integer({ min: 1, max: 7 }),
  }),
  seed: fc.nat(),
});

test('every class present reaches the ratio, and the rows there were stay as they were', () => {
  fc.assert(
    fc.property(cases, ({ data, settings, seed }) => {
      const grown = oversample(data, settings, createRandom(seed));
      const before = classTotals(data.targets, data.classes);
      const largest = Math.max(...before);
      assert.deepEqual(
        [...classTotals(grown.targets, data.classes)],
        [...before].map((count) => (count > 0 ? Math.max(count, Math.round(settings.ratio * largest)) : 0)),
      );
      assert.equal(grown.rows, grown.targets.length);
      assert.equal(grown.features.length, grown.rows * data.width);
      assert.equal(grown.weights?.length, data.weights && grown.rows);
      assert.deepEqual(grown.features.slice(0, data.features.length), data.features);
      assert.deepEqual(grown.targets.slice(0, data.rows), data.targets);
      assert.deepEqual(grown.weights?.slice(0, data.rows), data.weights);
      if (grown.rows === data.rows) assert.equal(grown, data);
    }),
  );
});

test('a new row is among the rows of its class, its code is one of theirs, its weight between theirs', () => {
  fc.assert(
    fc.property(cases, ({ data, settings, seed }) => {
      const grown = oversample(data, settings, createRandom(seed));
      const codes = new Set(
        Array.from(data.targets, (target, row) =>
          [target, ...data.features.subarray(row * 6 + 2, row * 6 + 5)].join(),
        ),
      );
      for (let row = data.rows; row < grown.rows; row++) {
        const [place, , ...rest] = grown.features.subarray(row * 6, row * 6 + 6);
        const target = grown.targets[row]!;
        assert.ok(Math.abs(place! - 100 * target) < 10);
        assert.ok(codes.has([target, ...rest.slice(0, 3)].join()));
        assert.ok(rest[3] === 0 || rest[3] === 1);
        if (grown.weights) assert.ok(grown.weights[row]! >= 0.5 && grown.weights[row]! <= 1.5);
      }
    }),
  );
});

test('copies are of all rows as often as of any', () => {
  const data = table([40, 7], false, 1);
  const grown = oversample(data, { method: 'random', ratio: 1, neighbours: 5 }, createRandom(2));
  const times = new Map<string, number>();
  for (let row = 0; row < grown.rows; row++) {
    if (grown.targets[row] === 0) continue;
    const key = grown.features.subarray(row * 6, row * 6 + 6).join();
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  assert.deepEqual(
    [...times.values()].toSorted((a, b) => a - b),
    [5, 5, 6, 6, 6, 6, 6],
  );
});

test('the seed gives the same bytes', () => {
  const data = table([60, 9, 20], true, 5);
  for (const kind of ['random', 'smote'] as const) {
    const settings = { method: kind, ratio: 0.9, neighbours: 5 };
    const make = (seed: number) => oversample(data, settings, createRandom(seed));
    assert.deepEqual(make(3), make(3));
    assert.notDeepEqual(make(3), make(4));
  }
});

test('the class with more rows than are looked through for neighbours grows too', () => {
  const data = table([5000, 3000], true, 8);
  const grown = oversample(data, { method: 'smote', ratio: 1, neighbours: 5 }, createRandom(1));
  assert.equal(grown.rows, 10_000);
  const mean = (rows: Float32Array) => rows.reduce((sum, weight) => sum + weight, 0) / rows.length;
  closeTo(mean(grown.weights!.subarray(8000)), mean(data.weights!), 0.05);
});

test('nothing is added without a method', () => {
  const data = table([9, 3], false, 1);
  assert.equal(oversample(data, { method: 'none', ratio: 1, neighbours: 5 }, createRandom(1)), data);
});

test.run();
