import { readFileSync } from 'node:fs';
import { targetOf } from '@rampart/core';
import { onRealTable } from '@rampart/core/testing';
import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { infer, label, noise, refused, tableOf } from './check-inference.test.kit.ts';

const test = suite('inferSchema');

test('columns that give the label away are told, obvious copies are not used', () => {
  const { columns, doubts } = infer(
    tableOf(400, {
      size: (i) => noise(i) * 100,
      copy: (i) => (label(i) === 'attack' ? 1 : 0),
      attack_cat: (i) => (label(i) === 'attack' ? `kind ${i % 3}` : 'Normal'),
      tells: (i) => (label(i) === 'attack' ? i % 3 : 5 + (i % 2)),
      label,
    }),
  );
  assert.equal(
    [columns.copy!.role, columns.attack_cat!.role, columns.tells!.role],
    ['ignored', 'ignored', undefined],
  );
  assert.match(doubts('tells'), /alone tells `label`/);
});

test('where nothing but a copy of the label is there, it is used', () => {
  const { columns, doubts } = infer(tableOf(100, { copy: (i) => Number(label(i) === 'attack'), label }));
  assert.is(columns.copy!.role, undefined);
  assert.match(doubts('copy'), /nothing else/);
});

test('whatever the cells, the schema accepts the rows it came from', () => {
  const cell = fc.oneof(
    fc.integer({ min: -3, max: 3 }).map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom('', 'NA', '?', '-', 'None', null, true, 'x y', '2024-01-01', '007', '1.0'),
    fc.string({ unit: 'binary' }),
  );
  const rows = fc.array(fc.tuple(cell, cell, cell, fc.constantFrom('good', 'bad')), {
    minLength: 30,
    maxLength: 80,
  });
  fc.assert(
    fc.property(rows, fc.boolean(), (cells, hasHeader) => {
      if (new Set(cells.map((row) => row[3])).size < 2) return;
      infer({
        names: ['a', 'b: "odd" #name', 'c\n', 'size', 'label'],
        rows: cells.map((row, i) => row.toSpliced(3, 0, noise(i))),
        hasHeader,
      });
    }),
  );
});

/** The raw cells of a real table, which has no quoted commas. */
function cellsOf(path: string): string[][] {
  const lines = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
  return lines.map((line) => line.replaceAll('"', '').split(','));
}

onRealTable(
  test,
  'phishing.csv: thirty coded features, and the right positive class',
  'phishing.csv',
  (path) => {
    const [names, ...rows] = cellsOf(path);
    const { schema, columns } = infer({ names: names!, rows });
    const target = targetOf(schema);
    assert.equal([target.column, target.classes[target.positive!]], ['Result', '-1']);
    for (const column of schema.columns.slice(0, 30)) assert.is(column.role, 'feature', column.name);
    assert.equal([columns.SFH!.kind, columns.SFH!.values], ['ordinal', [-1, 0, 1]]);
    assert.equal([columns.Redirect!.kind, columns.Redirect!.values], ['binary', [0, 1]]);
  },
);

onRealTable(
  test,
  'NSL-KDD without names: the attack is found, a fresh file is accepted',
  'nsl-kdd-train-20percent.csv',
  (path) => {
    const rows = cellsOf(path);
    const { schema, doubts } = infer({
      names: rows[0]!.map((_, index) => `c${index + 1}`),
      rows,
      hasHeader: false,
    });
    const target = targetOf(schema);
    assert.equal([target.column, target.classes], ['c42', ['normal', 'attack']]);
    assert.match(doubts('c42'), /`c43` behind it/);
    assert.match(doubts('c20'), /same value/);
    const fresh = cellsOf(path.replace('train-20percent', 'test'));
    assert.equal(refused(schema, fresh), []);
  },
);

test.run();
