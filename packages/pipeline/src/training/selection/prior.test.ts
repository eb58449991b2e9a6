import assert from 'node:assert/strict';
import { parseConfig } from '@rampart/core';
import fc from 'fast-check';
import { suite } from 'uvu';
import { priorStanding } from './prior.ts';

const test = suite('priorStanding');

const { training } = parseConfig({ training: { folds: 3 } }, 'the test');

const tables = fc.array(fc.record({ label: fc.nat({ max: 2 }), weight: fc.integer({ min: 1, max: 5 }) }), {
  minLength: 12,
  maxLength: 60,
});

function standingOf(rows: readonly { label: number; weight: number }[]) {
  const all = [
    ...rows,
    ...[0, 1, 2].flatMap((label) => Array<(typeof rows)[0]>(3).fill({ label, weight: 1 })),
  ];
  const labels = Int32Array.from(all, ({ label }) => label);
  const weights = Float32Array.from(all, ({ weight }) => weight);
  const fold = Int32Array.from(all, (_, row) => row % 3);
  const groups = Int32Array.from(all, (_, row) => row);
  return {
    all,
    fold,
    standing: priorStanding({ labels, weights, classes: 3, positive: null, groups }, fold, training),
  };
}

test('each row is answered with the weight that its class has in the other folds', () => {
  fc.assert(
    fc.property(tables, (rows) => {
      const { all, fold, standing } = standingOf(rows);
      const sum = (wanted: (row: number) => boolean) =>
        all.reduce((total, { weight }, row) => total + (wanted(row) ? weight : 0), 0);
      const losses = all.map(({ label, weight }, row) => {
        const others = sum((at) => fold[at] !== fold[row]);
        return -weight * Math.log(sum((at) => fold[at] !== fold[row] && all[at]!.label === label) / others);
      });
      const mean = losses.reduce((total, loss) => total + loss, 0) / sum(() => true);
      assert.ok(Math.abs(standing.entry.outOfFold.logLoss! - mean) < 1e-9);
      assert.equal(standing.entry.outOfFold.rocAuc, 0.5);
    }),
  );
});

test('who answers as the prior does saves nothing, who knows the labels saves all', () => {
  fc.assert(
    fc.property(tables, (rows) => {
      const { all, standing } = standingOf(rows);
      const sure = Float64Array.from({ length: 3 * all.length }, (_, at) =>
        at % 3 === all[Math.floor(at / 3)]!.label ? 1 : 0,
      );
      const { logLoss, standardError } = standing.gainOf(sure);
      assert.ok(Math.abs(logLoss - standing.entry.outOfFold.logLoss!) < 1e-9);
      assert.ok(standardError >= 0);
      const even = new Float64Array(3 * all.length).fill(1 / 3);
      assert.ok(
        Math.abs(standing.gainOf(even).logLoss - standing.entry.outOfFold.logLoss! + Math.log(3)) < 1e-9,
      );
    }),
  );
});

test.run();
