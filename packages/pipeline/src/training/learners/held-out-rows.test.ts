import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { useBackend } from '@rampart/core/tensor';
import { suite } from 'uvu';
import { type EncodedRows, takeEncoded } from '../../features/encoded-rows.ts';
import { plainNetwork } from '../../testing/network-settings.ts';
import { plainTrees } from '../../testing/tree-settings.ts';
import { balanceEncoded } from '../balance/balance-encoded.ts';
import type { BalanceSettings } from '../balance/balance-transformed.ts';
import type { Learner } from './learner.ts';
import { networkLearner } from './network/network-learner.ts';
import { treesLearner } from './trees/trees-learner.ts';

const test = suite('held-out rows');

test.before(async () => {
  await useBackend('cpu');
});

/** Rows to learn from. */
const learned = Int32Array.from({ length: 200 }, (_, row) => row);
const watched = learned.slice(100).map((row) => row + 100);

/** Rows to learn from, a bunch of each class, and some to be watched: half of them again, with the other label. */
function table(): EncodedRows {
  const random = createRandom(1);
  const labels = Array.from(learned, (row) => (row % 4 === 0 ? 1 : 0));
  const place = labels.map((label) => 10 * label + random.normal());
  const other = labels.map(() => random.normal());
  const twice = (column: readonly number[]) =>
    Float64Array.from([...column, ...column.slice(0, watched.length)]);
  return {
    encoding: ['place', 'other'].map((name) => ({ name, type: 'number', origin: 0 })),
    columns: [twice(place), twice(other)],
    labels: Int32Array.from([...labels, ...labels.slice(0, watched.length).map((label) => 1 - label)]),
    classes: 2,
    positive: 1,
  };
}

const both: BalanceSettings = {
  oversampling: { method: 'none', ratio: 1, neighbours: 5 },
  tomekLinks: 'both',
};
const families: readonly [Learner, object][] = [
  [networkLearner as Learner, plainNetwork],
  [treesLearner as Learner, plainTrees],
];

test('half of the rows would be in Tomek links with those that are watched', async () => {
  const rows = table();
  assert.equal((await balanceEncoded(rows, both, createRandom(1))).rows.labels.length, 100);
  const own = takeEncoded(rows, learned);
  assert.equal((await balanceEncoded(own, both, createRandom(1))).rows, own);
});

for (const [learner, plain] of families) {
  test(`${learner.family.name}: no row is removed on account of one that is watched`, async () => {
    const rows = table();
    const fit = async (settings: BalanceSettings) => {
      const { fitted } = await learner.fit(rows, { ...plain, ...settings }, { seed: 1, watched });
      return learner.logits(fitted, rows.columns);
    };
    assert.deepEqual(await fit(both), await fit({ ...both, tomekLinks: 'none' }));
  });

  test(`${learner.family.name}: rows to learn from and to watch are left as they were`, async () => {
    const rows = table();
    const settings: BalanceSettings = { ...both, oversampling: { ...both.oversampling, method: 'smote' } };
    await learner.fit(rows, { ...plain, ...settings }, { seed: 1, watched });
    assert.deepEqual(rows, table());
  });
}

test.run();
