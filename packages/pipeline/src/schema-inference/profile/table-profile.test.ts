import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { profileColumn } from '../column-profile.ts';
import { DistinctEstimate } from './distinct-estimate.ts';
import { profileTable } from './table-profile.ts';

const test = suite('profileTable');

/** The profile of one column of those cells. */
const profileOf = (cells: readonly unknown[], tokens: readonly string[] = []) =>
  profileColumn('x', profileTable({ names: ['x'], rows: cells.map((cell) => [cell]) }).columns[0]!, tokens);

test('a small column is counted exactly, with whatever tokens mean no value', () => {
  const cell = fc.constantFrom('', ' ', null, 'NA', '-', 'a', 'b ', '1', '1.0', 7, -2, true, 10n, {});
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 60 }), fc.subarray(['NA', '-']), (cells, tokens) => {
      const profile = profileOf(cells, tokens);
      const texts = cells.map((value) =>
        value === null ? '' : typeof value === 'object' ? undefined : String(value as string).trim(),
      );
      const good = texts.filter((text) => text !== undefined);
      const present = good.filter((text) => text !== '' && !tokens.includes(text));
      assert.is(profile.present, present.length);
      assert.is(profile.missing, good.length - present.length);
      assert.is(profile.unreadable, texts.length - good.length);
      assert.is(profile.distinct, new Set(present).size);
      assert.is(profile.exact, true);
      for (const [text, count] of profile.counts) {
        assert.is(count, present.filter((other) => other === text).length);
      }
      const numbers = present.map(Number).filter((value) => !Number.isNaN(value) && value !== 1e9);
      const words = present.filter((text) => Number.isNaN(Number(text)));
      assert.equal([profile.numbers.cells, profile.wordCells], [numbers.length, words.length]);
      if (numbers.length > 0) {
        assert.equal(
          [profile.numbers.min, profile.numbers.max],
          [Math.min(...numbers), Math.max(...numbers)],
        );
      }
    }),
  );
});

test('a long column is counted in bounded memory: numbers exactly, different values within 10 %', () => {
  const rows = 60_000;
  const cells = Array.from({ length: rows }, (_, row) =>
    row === rows - 1 ? 'NA' : row % 3 === 0 ? `word ${row}` : row % 3 === 1 ? `${row % 5}` : row / 2,
  );
  const { counts, numbers, ...profile } = profileOf(cells, ['NA']);
  assert.equal([profile.missing, profile.wordCells, numbers.cells], [1, 20_000, 39_999]);
  assert.is(profile.tokens.get('NA'), 1);
  assert.is(numbers.max, 59_996 / 2);
  assert.is(profile.exact, false);
  assert.ok(counts.size <= 10_001);
  const different = 20_000 + 5 + 20_000;
  assert.ok(Math.abs(profile.distinct / different - 1) < 0.1, String(profile.distinct));
});

test('the estimate counts texts once', () => {
  for (const different of [10, 1000, 5000, 200_000]) {
    const estimate = new DistinctEstimate();
    for (let i = 0; i < different * 2; i++) estimate.add(`${i % different}`);
    assert.ok(Math.abs(estimate.size / different - 1) < 0.1, `${different}: ${estimate.size}`);
  }
});

test('rows are kept whole while they are few, then drawn evenly and alike each time', () => {
  const table = (rows: number) => ({
    names: Array.from({ length: 1000 }, (_, at) => `c${at}`),
    rows: Array.from({ length: rows }, (_, row) => [row]),
  });
  assert.equal(
    profileTable(table(900)).sample.map(([row]) => row),
    table(900).rows.map(([row]) => row),
  );
  const { sample } = profileTable(table(4000));
  assert.equal(sample, profileTable(table(4000)).sample);
  assert.is(new Set(sample.map(([row]) => row)).size, 1000);
  const late = sample.filter(([row]) => (row as number) >= 2000).length;
  assert.ok(late > 400 && late < 600, String(late));
});

test.run();
