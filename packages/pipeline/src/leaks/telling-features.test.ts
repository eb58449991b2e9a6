import assert from 'node:assert/strict';
import { defineSchema, targetOf, type TypedTable } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import { closeTo } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { scoreFeatures } from './telling-features.ts';

const test = suite('scoreFeatures');

const target = targetOf(
  defineSchema({
    name: 'x',
    columns: [
      { name: 'a', kind: 'numeric' },
      { name: 'y', kind: 'categorical', role: 'target', classes: { no: [0], one: [1], two: [2] } },
    ],
  }),
);

test('accuracy is that of answering each value with its most frequent label in the other folds', () => {
  const rows = fc.array(
    fc.tuple(fc.constantFrom(1, 2, 3, Number.NaN), fc.nat({ max: 2 }), fc.nat({ max: 4 })),
    {
      minLength: 20,
      maxLength: 120,
    },
  );
  fc.assert(
    fc.property(rows, (all) => {
      const right = all.map(([value, label, fold]) => {
        const others = all.filter((other) => other[2] !== fold);
        const votes = [0, 1, 2].map(
          (of) =>
            others.filter((other) => Object.is(other[0], value) && other[1] === of).length +
            others.filter((other) => other[1] === of).length / Math.max(1, others.length),
        );
        const best = Math.max(...votes);
        // A tie may go either way.
        const winners = votes.flatMap((vote, of) => (Math.abs(vote - best) < 1e-9 ? [of] : []));
        return { certain: winners.length === 1 && winners[0] === label, possible: winners.includes(label) };
      });
      const share = (of: 'certain' | 'possible') => right.filter((one) => one[of]).length / all.length;
      const { features, baseline } = scoreFeatures(
        { rows: all.length, columns: new Map([['a', Float64Array.from(all, ([value]) => value)]]) },
        ['a'],
        target,
        {
          labels: Int32Array.from(all, ([, label]) => label),
          folds: Int32Array.from(all, ([, , fold]) => fold),
        },
      );
      const { accuracy } = features[0]!;
      assert.ok(accuracy >= share('certain') - 1e-9 && accuracy <= share('possible') + 1e-9);
      const most = Math.max(...[0, 1, 2].map((of) => all.filter((row) => row[1] === of).length));
      closeTo(baseline, most / all.length, 1e-12);
    }),
  );
});

test('a copy of the label is found, also in a quantity that never repeats; a strong feature is not blamed', () => {
  const random = createRandom(3);
  const rows = 1000;
  const labels = Int32Array.from({ length: rows }, () =>
    random.next() < 0.2 ? 1 : random.next() < 0.1 ? 2 : 0,
  );
  const column = (of: (label: number) => number) => Float64Array.from(labels, of);
  const table: TypedTable = {
    rows,
    columns: new Map<string, Float64Array | (string | null)[]>([
      ['name', Array.from(labels, (label) => ['benign', 'worm', 'scan'][label]!)],
      ['after', column((label) => 100 * label + random.next())],
      ['strong', column((label) => (random.next() < 0.1 ? random.integer(3) : label))],
      ['noise', column(() => random.normal())],
    ]),
  };
  const folds = Int32Array.from({ length: rows }, (_, row) => row % 5);
  const { features } = scoreFeatures(table, [...table.columns.keys()], target, { labels, folds });
  const found = features.filter(({ givesAway }) => givesAway).map(({ name }) => name);
  assert.deepEqual(found.toSorted(), ['after', 'name']);
  const noise = features.find(({ name }) => name === 'noise')!;
  assert.ok(Math.abs(noise.rocAuc! - 0.5) < 0.1, String(noise.rocAuc));
});

test.run();
