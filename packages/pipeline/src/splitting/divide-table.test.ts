import assert from 'node:assert/strict';
import { defineSchema, parseConfig, type TypedTable } from '@rampart/core';
import { createRandom, takeRows } from '@rampart/core/internal';
import { rejects } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { divideTable } from './divide-table.ts';
import { splitManifest } from './split-manifest.ts';

const test = suite('divideTable');

const schema = defineSchema({
  name: 'flows',
  columns: [
    { name: 'size', kind: 'numeric' },
    { name: 'word', kind: 'categorical' },
    { name: 'host', kind: 'identifier', role: 'ignored' },
    { name: 'when', kind: 'time', unit: 'ms', role: 'ignored' },
    { name: 'label', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
  ],
});

type Row = readonly [number, string | null, string, number, number];

function tableOf(rows: readonly Row[]): TypedTable {
  return {
    rows: rows.length,
    columns: new Map<string, Float64Array | (string | null)[]>([
      ['size', Float64Array.from(rows, (row) => row[0])],
      ['word', rows.map((row) => row[1])],
      ['host', rows.map((row) => row[2])],
      ['when', Float64Array.from(rows, (row) => row[3])],
      ['label', Float64Array.from(rows, (row) => row[4])],
    ]),
  };
}

const rowsOf = fc.array(
  fc.tuple(
    fc.constantFrom(0, 1, 2.5, Number.NaN, Number.POSITIVE_INFINITY),
    fc.constantFrom('a', 'b', null),
    fc.constantFrom('h0', 'h1', 'h2', 'h3', 'h4', 'h5'),
    fc.nat({ max: 9 }),
    fc.constantFrom(0, 1),
  ),
  { minLength: 2, maxLength: 120 },
);

const settings = (split: unknown) => parseConfig({ split }, 'test').split;
const seeded = (seed: number) => ({ seed, random: createRandom(seed) });

/** Positions on both sides, or undefined where the rows do not allow the split. */
function divide(rows: readonly Row[], split: unknown, seed = 7) {
  const table = tableOf(rows);
  try {
    const manifest = divideTable(table, [], schema, settings(split), seeded(seed));
    assert.deepEqual(splitManifest.parse(JSON.parse(JSON.stringify(manifest))), manifest);
    const away = new Set(manifest.holdouts.flatMap(({ positions }) => positions!));
    const train = rows.filter((_, at) => !away.has(at));
    const held = manifest.holdouts[0]!.positions!.map((at) => rows[at]!);
    assert.equal(manifest.training.rows, train.length);
    assert.ok(train.length > 0 && held.length > 0);
    return { manifest, train, held };
  } catch (error) {
    assert.equal((error as Error).name, 'RampartError', String(error));
    return undefined;
  }
}

const shared = (left: readonly Row[], right: readonly Row[], key: (row: Row) => unknown) => {
  const known = new Set(left.map(key));
  return new Set(right.map(key).filter((value) => known.has(value))).size;
};
const vector = ([size, word]: Row) => `${size} ${word}`;
const host = (row: Row) => row[2];

test('no group crosses, whatever the table, and the proof in the manifest counts what a plain count counts', () => {
  const ways = [
    { by: 'vector' },
    { by: 'group', column: 'host' },
    { by: 'row' },
    { by: 'time', column: 'when' },
    { by: 'key', column: 'host', holdout: 0.5 },
  ];
  let divided = 0;
  fc.assert(
    fc.property(rowsOf, fc.constantFrom(...ways), fc.nat({ max: 99 }), (rows, way, seed) => {
      const parts = divide(rows, way, seed);
      if (parts === undefined) return;
      divided++;
      const { manifest, train, held } = parts;
      const [{ vectors, columns }] = manifest.holdouts as [(typeof manifest.holdouts)[0]];
      assert.equal(vectors.inBoth, shared(train, held, vector));
      assert.equal(vectors.training, new Set(train.map(vector)).size);
      const known = new Set(train.map(vector));
      assert.equal(vectors.holdoutRows, held.filter((row) => known.has(vector(row))).length);
      if (way.by === 'vector' || way.by === 'group') assert.equal(vectors.inBoth, 0);
      if (way.by === 'group' || way.by === 'key') {
        assert.equal(shared(train, held, host), 0);
        assert.deepEqual(
          columns.map(({ name, inBoth }) => [name, inBoth]),
          [['host', 0]],
        );
      }
      if (way.by === 'time') {
        assert.ok(Math.min(...held.map((row) => row[3])) > Math.max(...train.map((row) => row[3])));
      }
    }),
    { numRuns: 300 },
  );
  assert.ok(divided > 150, `only ${divided} tables could be divided`);
});

test('a key stays on its side when rows are added, taken away and shuffled', () => {
  fc.assert(
    fc.property(rowsOf, rowsOf, fc.nat({ max: 9 }), (rows, more, seed) => {
      const split = { by: 'key', column: 'host', holdout: 0.5 };
      const [before, after] = [
        divide(rows, split, seed),
        divide([...more, ...rows.toReversed()], split, seed),
      ];
      if (before === undefined || after === undefined) return;
      assert.equal(shared(before.held, after.train, host), 0);
      assert.equal(shared(before.train, after.held, host), 0);
    }),
  );
});

test('the same seed gives the same manifest, another seed another one', () => {
  const rows = Array.from({ length: 200 }, (_, at): Row => [at, 'a', `h${at}`, at, at % 2]);
  for (const by of [{ by: 'vector' }, { by: 'row' }, { by: 'key', column: 'host' }]) {
    assert.deepEqual(divide(rows, by, 3)!.manifest, divide(rows, by, 3)!.manifest);
    assert.notDeepEqual(divide(rows, by, 3)!.manifest.holdouts, divide(rows, by, 4)!.manifest.holdouts);
    const share = divide(rows, by, 3)!.held.length / 200;
    assert.ok(share > 0.1 && share < 0.3, `${by.by}: ${share}`);
  }
});

test('a shifted holdout is all rows with its property, and training has none of them', () => {
  const split = {
    shifted: [
      { name: 'h1', column: 'host', values: ['h1'] },
      { name: 'late', column: 'when', above: 7 },
      { name: 'small', column: 'size', below: 1 },
    ],
  };
  const has: Record<string, (row: Row) => boolean> = {
    h1: (row) => row[2] === 'h1',
    late: (row) => row[3] > 7,
    small: (row) => row[0] < 1,
  };
  let divided = 0;
  fc.assert(
    fc.property(rowsOf, (rows) => {
      const parts = divide(rows, split);
      if (parts === undefined) return;
      divided++;
      assert.equal(parts.manifest.holdouts.length, 4);
      for (const { name, positions } of parts.manifest.holdouts.slice(1)) {
        const expected = rows.flatMap((row, at) => (has[name]!(row) ? [at] : []));
        assert.deepEqual(positions, expected);
        assert.ok(!parts.train.some(has[name]!) && !parts.held.some(has[name]!));
      }
    }),
  );
  assert.ok(divided > 30, `only ${divided} tables could be divided`);
});

test('a date in the settings is a time in the table', () => {
  const rows = Array.from({ length: 8 }, (_, at): Row => [at, 'a', 'h', Date.UTC(2026, 0, 1 + at), at % 2]);
  const parts = divide(rows, { shifted: [{ name: 'late', column: 'when', above: '2026-01-05' }] });
  assert.deepEqual(parts!.manifest.holdouts[1]!.positions, [5, 6, 7]);
});

test('tables of their own leave all rows to training, and what they share is told', () => {
  const rows = Array.from({ length: 10 }, (_, at): Row => [at, 'a', 'h', at, at % 2]);
  const source = tableOf(rows);
  const given = [
    { name: 'new', table: tableOf([[99, 'a', 'h', 1, 0]]) },
    { name: 'old', table: takeRows(source, [1, 1, 2]) },
  ];
  const { by, fraction, training, holdouts } = divideTable(source, given, schema, settings({}), seeded(1));
  assert.deepEqual([by, fraction, training.rows], ['given', null, 10]);
  assert.deepEqual(
    holdouts.map(({ name, rows: of, positions, vectors }) => [name, of, positions, vectors.holdoutRows]),
    [
      ['new', 1, null, 0],
      ['old', 3, null, 3],
    ],
  );
  assert.equal(new Set([training.digest, ...holdouts.map(({ digest }) => digest)]).size, 3);
});

test('what the rows do not allow is said', async () => {
  const rows = Array.from({ length: 6 }, (_, at): Row => [at, 'a', 'h', 1, at % 2]);
  const refuse = (split: unknown, pattern: RegExp, of = rows) =>
    rejects(() => divideTable(tableOf(of), [], schema, settings(split), seeded(1)), pattern);
  await refuse({ by: 'time', column: 'when' }, /at least two different times.*received one/s);
  await refuse({ by: 'group', column: 'host' }, /rows that all hang together[\s\S]*`split.by: key`/);
  await refuse({ by: 'key', column: 'host' }, /keys on both sides, received 1 key/);
  const untimed = rows.map((row, at): Row => [row[0], 'a', 'h', at < 2 ? Number.NaN : at, at % 2]);
  await refuse({ by: 'time', column: 'when' }, /`when`.*received 2 of 6 rows without one/s, untimed);
  await refuse(
    {
      shifted: [
        { name: 'none', column: 'host', values: ['x'] },
        { name: 'all', column: 'host', values: ['h'] },
      ],
    },
    /`none`: expected a property that some row has[\s\S]*every row has one/,
  );
});

test.run();
