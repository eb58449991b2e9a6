import { type Problem, RampartError } from '@rampart/core';
import { listed, quote, sha256 } from '@rampart/core/internal';
import type { Figures } from './figures.ts';

/** Rows of the phishing table: one integer per column, the class last. */
export type Rows = readonly (readonly number[])[];

/** The digest that `contentDigest` gives for the table as UCI publishes it. */
export const publishedDigest = '16c06eb592a17f548ea3408175f378c7341cf16f29c09ea5d04f4c6e78d4faf9';

/** Names of all columns in their order, the class last. */
export function columnNames({ columns, classColumn }: Figures): string[] {
  return [...columns, classColumn];
}

/** The table as CSV text with a header line. */
export function formatCsv(figures: Figures, rows: Rows): string {
  return `${[columnNames(figures), ...rows].map((row) => row.join(',')).join('\n')}\n`;
}

/**
 * SHA-256 of what the table says, whatever file it came from: the rows as text, sorted, so that neither the
 * format nor the order of rows counts.
 */
export function contentDigest(rows: Rows): string {
  return sha256(
    rows
      .map((row) => row.join(','))
      .sort()
      .join('\n'),
  );
}

/**
 * Reads the text of an ARFF or CSV file, told apart by ARFF's `@`. Throws a RampartError that names every wrong
 * column and the first wrong lines: a name, a number of cells or a value that the figures do not know.
 */
export function parseTable(text: string, where: string, figures: Figures): number[][] {
  const lines = text
    .split(/\r?\n/)
    .map((line, index) => ({ number: index + 1, text: line.trim() }))
    .filter((line) => line.text !== '' && !line.text.startsWith('%'));
  const { names, body } = lines[0]?.text.startsWith('@') ? arffParts(lines) : csvParts(lines);
  const expected = columnNames(figures);
  if (names.join() !== expected.join()) {
    throw new RampartError('data', {
      where,
      expected: `the columns ${listed(expected, 40)}`,
      received: listed(names, 40),
      fix: 'Give the file "Training Dataset.arff" of UCI dataset 327, or the same table as CSV.',
    });
  }
  const domains = domainsOf(figures);
  const problems: Problem[] = [];
  const rows = body.map(({ number, text: line }) => {
    const row = cellsOf(line).map((cell) => (cell === '' ? Number.NaN : Number(cell)));
    const wrong = row.findIndex((value, column) => !domains[column]?.has(value));
    if (row.length !== expected.length) {
      problems.push({
        where: `${where}, line ${number}`,
        expected: `${expected.length} cells`,
        received: `${row.length}`,
      });
    } else if (wrong >= 0) {
      problems.push({
        where: `${where}, line ${number}, column \`${expected[wrong]}\``,
        expected: `one of ${listed(domains[wrong] ?? [])}`,
        received: quote(cellsOf(line)[wrong]),
      });
    }
    return row;
  });
  if (problems.length > 0) throw new RampartError('data', problems.slice(0, 20));
  return rows;
}

interface Line {
  readonly number: number;
  readonly text: string;
}

function arffParts(lines: readonly Line[]): { names: string[]; body: readonly Line[] } {
  const start = lines.findIndex((line) => /^@data\b/i.test(line.text));
  const head = start < 0 ? lines : lines.slice(0, start);
  const names = head.flatMap((line) => /^@attribute\s+('[^']*'|"[^"]*"|[^\s{]+)/i.exec(line.text)?.[1] ?? []);
  return { names: names.map(unquoted), body: start < 0 ? [] : lines.slice(start + 1) };
}

function csvParts(lines: readonly Line[]): { names: string[]; body: readonly Line[] } {
  return { names: cellsOf(lines[0]?.text ?? ''), body: lines.slice(1) };
}

// Neither a name nor a value of this table contains a comma, so no quoting has to be honoured.
function cellsOf(line: string): string[] {
  return line.split(',').map((cell) => unquoted(cell.trim()));
}

function unquoted(cell: string): string {
  return /^(['"]).*\1$/.test(cell) ? cell.slice(1, -1) : cell;
}

/** The values each column may take, in the order of the columns. */
function domainsOf({ columns, features, classes }: Figures): ReadonlySet<number>[] {
  const values = new Map(features.map((feature) => [feature.name, feature.values]));
  return [...columns.map((name) => new Set(values.get(name))), new Set(classes.map(({ value }) => value))];
}
