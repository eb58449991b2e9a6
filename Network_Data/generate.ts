import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Random } from '@rampart/core';
import { createRandom, writeFileAtomic } from '@rampart/core/internal';
import { type Figures, readFigures } from './figures.ts';
import { columnNames, formatCsv } from './phishing-table.ts';

/** Seed and size of the sample that lies beside this file. */
export const sampleOptions = { seed: 327, rows: 4000 } as const;

/** The sample that lies beside this file. */
export const sampleFile = fileURLToPath(new URL('phishing-sample.csv', import.meta.url));

/** An index, drawn in proportion to the counts. */
function draw(counts: readonly number[], random: Random): number {
  let rest = random.integer(counts.reduce((sum, count) => sum + count, 0));
  return counts.findIndex((count) => {
    rest -= count;
    return rest < 0;
  });
}

/**
 * Draws rows from the figures: first the class, then every feature given the class and the one feature it
 * depends on. Cells stand in the order of `columnNames`; the same stream of numbers gives the same rows.
 */
export function generateSample(figures: Figures, rows: number, random: Random): number[][] {
  const place = new Map(columnNames(figures).map((name, index) => [name, index]));
  const classCounts = figures.classes.map(({ count }) => count);
  return Array.from({ length: rows }, () => {
    const label = figures.classes[draw(classCounts, random)]!.value;
    const row: number[] = [];
    row[place.get(figures.classColumn)!] = label;
    for (const { name, given, values, counts } of figures.features) {
      const condition = given === null ? '' : row[place.get(given)!]!;
      row[place.get(name)!] = values[draw(counts[label]![condition]!, random)]!;
    }
    return row;
  });
}

/** The text of the sample that lies beside this file. */
export async function sampleText(): Promise<string> {
  const figures = await readFigures();
  return formatCsv(figures, generateSample(figures, sampleOptions.rows, createRandom(sampleOptions.seed)));
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  await writeFileAtomic(sampleFile, await sampleText());
  console.log(`${sampleFile}: ${sampleOptions.rows} rows`);
}
