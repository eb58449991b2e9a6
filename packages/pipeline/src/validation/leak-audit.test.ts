import { defineSchema, readSchema, targetOf } from '@rampart/core';
import { realTable } from '@rampart/core/testing';
import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readTable } from '../ingestion/read-table.ts';
import { classNumbers } from '../ingestion/split-table.ts';
import { openSource } from '../sources/open-source.ts';
import { auditLeaks } from './leak-audit.ts';

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
});

test.run();
