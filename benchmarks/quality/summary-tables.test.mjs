import assert from 'node:assert/strict';
import { suite } from 'uvu';
import { summaryTables } from './summary-tables.mjs';

const test = suite('summaryTables');

test('a line for each table, empty where a contender is missing', () => {
  const contender = (name, logLoss) => ({ name, metrics: { logLoss } });
  const difference = (peer) => ({
    peer,
    accuracy: { mean: -0.5, byGroup: 0.25 },
    logLoss: { mean: 0.01, byGroup: 0.002 },
  });
  const [losses, ahead, accuracy] = summaryTables([
    {
      name: 'a',
      contenders: [contender('rampart', 0.1), contender('b', 0.11)],
      differences: [difference('b')],
    },
    { name: 'c', contenders: [contender('rampart', 0.2)], differences: [] },
  ]);
  assert.equal(
    losses,
    '| log-loss | rampart | b |\n|---|---:|---:|\n| a | 0.1000 | 0.1100 |\n| c | 0.2000 |  |',
  );
  assert.match(ahead, /\| a \| \+0\.0100 ± 0\.0020 \|\n\| c \| {2}\|$/);
  assert.match(accuracy, /\| a \| −0\.50 ± 0\.25 \|/);
});

test.run();
