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

test('a blank that tells the label is a leak like any other value', () => {
  const attack = (i: number) => label(i) === 'attack';
  const { columns, doubts } = infer(
    tableOf(400, {
      size: (i) => noise(i) * 100,
      attack_cat: (i) => (attack(i) ? ['Probe', 'Flood'][i % 2] : ''),
      rate: (i) => (attack(i) ? noise(i, 4) : null),
      score: (i) => (attack(i) ? noise(i, 5).toFixed(4) : 'NA'),
      note: (i) => (i % 2 === 0 ? '' : attack(i) ? 'bad' : 'fine'),
      label,
    }),
  );
  assert.equal([columns.attack_cat!.role, columns.note!.role], ['ignored', 'ignored']);
  for (const name of ['rate', 'score']) {
    assert.match(doubts(name), /whether it has a value alone tells `label` in every row/);
  }
  // Beside classes of several labels a copy of the classes is one, too.
  const kinds = (i: number) => (attack(i) ? `kind ${i % 24}` : 'normal');
  const coarse = infer(tableOf(400, { size: (i) => noise(i), flag: (i) => Number(attack(i)), label: kinds }));
  assert.is(coarse.columns.flag!.role, 'ignored');
});

test('what means no value is told for each column, and is none for others', () => {
  const { schema, columns, doubts } = infer(
    tableOf(400, {
      size: (i) => (i % 9 === 0 ? 'NA' : noise(i).toFixed(3)),
      country: (i) => ['NA', 'DE', 'US', 'ZA'][i % 4],
      continent: (i) => ['NA', 'EU', 'AS'][Math.floor(noise(i, 2) * 3)],
      service: (i) => ['NA', 'http', 'dns', 'nan'][Math.floor(noise(i, 3) * 4)],
      label,
    }),
  );
  assert.equal(schema.missing, ['']);
  assert.equal(
    ['size', 'country', 'continent', 'service'].map((name) => columns[name]!.missing),
    [['', 'NA'], undefined, undefined, ['', 'NA', 'nan']],
  );
  assert.match(doubts('size'), /"NA" \(45 cells\) is read as missing/);
  assert.match(doubts('country'), /"NA" \(100 cells\) is read as a value/);
  assert.match(doubts('service'), /"nan" \(\d+ cells\) is read as missing/);
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
  'NSL-KDD without names: the attack is found, of a fresh file all but new labels is accepted',
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
    const known = new Set(rows.map((row) => row[41]));
    const unknown = fresh.filter((row) => !known.has(row[41]!));
    assert.ok(unknown.length > 0 && unknown.length < fresh.length / 4);
    assert.is(refused(schema, unknown).length, unknown.length);
    assert.equal(
      refused(
        schema,
        fresh.filter((row) => known.has(row[41]!)),
      ),
      [],
    );
  },
);

test.run();
