import { readFile } from 'node:fs/promises';
import { createRandom } from '@rampart/core/internal';
import { onRealTable } from '@rampart/core/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type Figures, readFigures } from './figures.ts';
import { generateSample, sampleFile, sampleText } from './generate.ts';
import { columnNames, parseTable } from './phishing-table.ts';

const test = suite('phishing sample');
const figures = await readFigures();

/** Counts of a table in the shape of the figures' tree. */
function countTree(rows: readonly (readonly number[])[], { features, classColumn, classes }: Figures) {
  const place = new Map(columnNames(figures).map((name, index) => [name, index]));
  const cell = (row: readonly number[], name: string) => row[place.get(name)!]!;
  return features.map((feature) => {
    const counts: Record<string, Record<string, number[]>> = {};
    for (const { value } of classes) counts[value] = {};
    for (const row of rows) {
      const condition = feature.given === null ? '' : cell(row, feature.given);
      const byCondition = counts[cell(row, classColumn)]!;
      const byValue = (byCondition[condition] ??= feature.values.map(() => 0));
      byValue[feature.values.indexOf(cell(row, feature.name))]!++;
    }
    return { ...feature, counts };
  });
}

test('the figures are one consistent tree over all columns', () => {
  const totals = new Map<string, number>();
  for (const { value, count } of figures.classes) totals.set(` ${value}`, count);
  for (const { name, given, values, counts } of figures.features) {
    for (const [label, conditions] of Object.entries(counts)) {
      for (const [condition, row] of Object.entries(conditions)) {
        const total = row.reduce((sum, count) => sum + count, 0);
        assert.is(total, totals.get(`${given === null ? '' : `${given}=${condition}`} ${label}`), name);
        values.forEach((value, index) => {
          const key = `${name}=${value} ${label}`;
          totals.set(key, (totals.get(key) ?? 0) + row[index]!);
        });
      }
    }
  }
  assert.is(
    figures.classes.reduce((sum, { count }) => sum + count, 0),
    figures.rows,
  );
  assert.equal(figures.features.map(({ name }) => name).sort(), [...figures.columns].sort());
});

onRealTable(test, 'the figures are the counts of the real table', 'phishing.csv', async (path) => {
  const rows = parseTable(await readFile(path, 'utf8'), path, figures);
  assert.equal(countTree(rows, figures), figures.features);
});

test('the generator gives the sample beside it byte for byte', async () => {
  const text = await readFile(sampleFile, 'utf8');
  assert.ok(text === (await sampleText()), 'phishing-sample.csv differs: run `pnpm run data:sample`');
  assert.is(parseTable(text, 'phishing-sample.csv', figures).length, 4000);
});

test('another seed gives other rows, a longer draw starts with the shorter one', () => {
  const draw = (seed: number, rows: number) => generateSample(figures, rows, createRandom(seed));
  assert.equal(draw(1, 50).slice(0, 20), draw(1, 20));
  assert.not.equal(draw(1, 20), draw(2, 20));
});

test('shares in a large draw are close to those of the figures', () => {
  const drawn = countTree(generateSample(figures, 40_000, createRandom(1)), figures);
  for (const [index, { name, values, counts }] of figures.features.entries()) {
    for (const [label, conditions] of Object.entries(counts)) {
      for (const [condition, expected] of Object.entries(conditions)) {
        const total = expected.reduce((sum, count) => sum + count, 0);
        const got = drawn[index]!.counts[label]![condition] ?? values.map(() => 0);
        const rows = got.reduce((sum, count) => sum + count, 0);
        if (rows === 0) assert.ok(total < 5, `${name}: condition ${condition} was never drawn`);
        for (const [place, count] of expected.entries()) {
          const share = total === 0 ? 0 : count / total;
          // Five standard deviations: none of the some 300 shares lies outside by chance.
          const tolerance = 5 * Math.sqrt(rows * share * (1 - share));
          const message = `${name}=${values[place]} given ${condition}, class ${label}`;
          assert.ok(Math.abs(got[place]! - rows * share) <= tolerance + 1e-9, message);
        }
      }
    }
  }
});

test.run();
