import { defineSchema, readSchema, targetOf } from '@rampart/core';
import { realTable } from '@rampart/core/testing';
import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readTable } from '@rampart/core/rows';
import { classNumbers } from '../splitting/split-table.ts';
import { openSource } from '../connections/open-source.ts';
import { auditLeaks, leakAudit } from './leak-audit.ts';

const test = suite('leak-audit');

const schema = defineSchema({
  name: 'small',
  columns: [
    { name: 'a', kind: 'numeric' },
    { name: 'b', kind: 'numeric' },
    { name: 'y', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
  ],
});

test('counts agree with a plain count over texts', () => {
  const cell = fc.constantFrom(0, 1, Number.NaN);
  const rows = fc.array(fc.tuple(cell, cell, fc.constantFrom(0, 1)), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(rows, (data) => {
      const columns = new Map(
        [0, 1, 2].map((at) => [['a', 'b', 'y'][at]!, Float64Array.from(data, (row) => row[at]!)]),
      );
      const table = { rows: data.length, columns };
      const audit = auditLeaks(table, classNumbers(table, targetOf(schema)), schema);
      const byVector = groupBy(data);
      const labels = [...byVector.values()].map((group) => group.map(([, , y]) => y));
      const conflicting = labels.filter((ys) => new Set(ys).size > 1);
      const best = labels.reduce(
        (sum, ys) => sum + Math.max(ys.filter((y) => y === 0).length, ys.filter((y) => y === 1).length),
        0,
      );
      assert.is(audit.distinctRows, new Set(data.map(String)).size);
      assert.is(audit.distinctVectors, byVector.size);
      assert.is(audit.conflictingVectors, conflicting.length);
      assert.is(audit.conflictingRows, conflicting.flat().length);
      assert.is(audit.ceiling, best / data.length);
    }),
  );
});

function groupBy(data: [number, number, number][]): Map<string, [number, number, number][]> {
  const groups = new Map<string, [number, number, number][]>();
  for (const row of data)
    groups.set(`${row[0]},${row[1]}`, [...(groups.get(`${row[0]},${row[1]}`) ?? []), row]);
  return groups;
}

test('a separate holdout is compared by feature vector, and constant features are named', () => {
  const table = (a: number[], y: number[]) => ({
    rows: a.length,
    columns: new Map([
      ['a', Float64Array.from(a)],
      ['b', new Float64Array(a.length)],
      ['y', Float64Array.from(y)],
    ]),
  });
  const training = table([1, 2, 3], [0, 1, 0]);
  const audit = auditLeaks(training, Int32Array.of(0, 1, 0), schema, table([3, 4, 3], [1, 0, 0]));
  assert.is(audit.holdoutRowsSeenInTraining, 2);
  assert.equal(audit.constantFeatures, ['b']);
});

test('a large table is examined in part, and says so; a small one leaves out what would be chance', () => {
  const table = (rows: number) => {
    const of = (value: (row: number) => number) =>
      Float64Array.from({ length: rows }, (_, row) => value(row));
    return {
      rows,
      columns: new Map([
        ['a', of((row) => row % 251)],
        ['b', of((row) => row % 241)],
        ['y', of((row) => row % 2)],
      ]),
    };
  };
  const audit = (rows: number) => {
    const all = table(rows);
    return auditLeaks(all, classNumbers(all, targetOf(schema)), schema);
  };
  const large = audit(60_491);
  assert.is(large.rows, 60_491);
  assert.ok(large.examinedRows <= 50_000 && large.examinedRows > 49_000);
  assert.equal(leakAudit.parse(JSON.parse(JSON.stringify(large))), large);
  const small = audit(10);
  assert.is(small.examinedRows, 10);
  assert.ok('notComputed' in small.splitComparison && 'notComputed' in small.tellingFeatures);
  assert.equal(small.nearDuplicates, { vectors: 10, near: 0, rows: 0 });
});

test('the phishing table has the duplicates that it is known for', async () => {
  const path = realTable('phishing.csv');
  if (path === undefined) return;
  const yaml = new URL('../../../../data_schema/phishing.yaml', import.meta.url);
  const phishing = readSchema(await readFile(yaml, 'utf8'), 'phishing.yaml');
  const { table } = await readTable(openSource(path), phishing);
  const audit = auditLeaks(table, classNumbers(table, targetOf(phishing)), phishing);
  assert.is(audit.rows, 11_055);
  assert.is(audit.distinctRows, 5_849);
  assert.is(audit.distinctVectors, 5_785);
  assert.is(audit.conflictingVectors, 64);
  assert.is(audit.conflictingRows, 357);
  assert.is(audit.ceiling.toFixed(4), '0.9897');
  assert.equal(audit.nearDuplicates, { vectors: 5_785, near: 4_352, rows: 8_600 });
  assert.equal(audit.identifierFeatures, []);
  if ('notComputed' in audit.tellingFeatures) throw new Error(audit.tellingFeatures.notComputed);
  const [best] = audit.tellingFeatures.features;
  assert.equal([best!.name, best!.givesAway], ['SSLfinal_State', false]);
  if ('notComputed' in audit.splitComparison) throw new Error(audit.splitComparison.notComputed);
  const { random, leakFree, difference } = audit.splitComparison;
  assert.ok(random.accuracy > 0.955 && leakFree.accuracy < 0.94, `${random.accuracy}, ${leakFree.accuracy}`);
  assert.ok(difference > 0.025);
});

test.run();
