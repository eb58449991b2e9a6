import { z } from 'zod';
import type { Problem } from '../errors.ts';
import type { DatasetSchema } from '../schema/dataset-schema.ts';
import { type Cell, isMissing, recordAt, type TypedTable } from '../table.ts';
import { cellEncoder } from '../encoding/cell-encoder.ts';
import type { Encoding, FeatureEncoding } from '../encoding/feature-encoding.ts';
import type { Edge } from '../encoding/topology/layer-kind.ts';

/** A typed row and the probabilities, one per class, that the model must give for it on every machine. */
export const goldenRow = z.strictObject({
  note: z.string(),
  row: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
  probabilities: z.array(z.number().min(0).max(1)).min(2),
});
export type GoldenRow = z.infer<typeof goldenRow>;

/** A golden row whose answer is not known yet. */
export type GoldenQuestion = Omit<GoldenRow, 'probabilities'>;

/** How far an extreme row lies outside the training rows, in ranges of the column. */
const ranges = 1000;
const trainingRows = 5;

/**
 * Picks the rows a bundle is tested with wherever it is loaded: a few training rows, spread over the table,
 * then rows that a table of good data lacks, where backends and encoders differ first. `edges` are the model's.
 */
export function chooseGoldenRows(
  schema: DatasetSchema,
  encoding: Encoding,
  table: TypedTable,
  edges: readonly Edge[] = [],
): GoldenQuestion[] {
  const count = Math.min(trainingRows, table.rows);
  const training = Array.from({ length: count }, (_, i) => {
    const at = count === 1 ? 0 : Math.round((i * (table.rows - 1)) / (count - 1));
    const record = recordAt(table, at);
    return rowOf(encoding, ({ name }) => record[name] ?? null);
  });
  const base = training[0] ?? rowOf(encoding, () => null);
  const edgy = cellsOnEdges(encoding, edges);
  return [
    ...training.map((row, i) => ({ note: `training row ${i + 1} of ${count}`, row })),
    { note: 'everything missing', row: rowOf(encoding, missing) },
    { note: 'unseen categories', row: rowOf(encoding, (input) => unseen(input, table) ?? base[input.name]!) },
    ...(['smallest', 'largest'] as const).map((end) => ({
      note: `${end} numbers`,
      row: rowOf(encoding, (input) => extreme(schema, input, table, end) ?? base[input.name]!),
    })),
    ...(edgy.size === 0
      ? []
      : [
          {
            note: 'values where the model jumps',
            row: rowOf(encoding, ({ name }) => edgy.get(name) ?? base[name]!),
          },
        ]),
  ];
}

function rowOf(encoding: Encoding, cell: (input: FeatureEncoding) => Cell): Record<string, Cell> {
  return Object.fromEntries(encoding.map((input) => [input.name, cell(input)]));
}

/** The cell that means "no value" in an input's column: NaN among numbers, null among texts. */
export function missing(input: FeatureEncoding): Cell {
  return input.type === 'number' || typeof input.vocabulary[0] === 'number' ? Number.NaN : null;
}

/** A value of the input's own type that its vocabulary lacks. */
function unseen(input: FeatureEncoding, table: TypedTable): Cell | undefined {
  if (input.type === 'number') return undefined;
  const known = new Set<Cell>(input.vocabulary);
  if (table.columns.get(input.name) instanceof Float64Array) {
    let number = 1;
    for (const value of known) if (typeof value === 'number' && value >= number) number = value + 1;
    return number;
  }
  let text = 'unseen';
  while (known.has(text)) text = `(${text})`;
  return text;
}

/** A number far outside the training rows, but within what the schema allows. */
function extreme(
  schema: DatasetSchema,
  input: FeatureEncoding,
  table: TypedTable,
  end: 'smallest' | 'largest',
): Cell | undefined {
  if (input.type !== 'number') return undefined;
  let [low, high] = [Infinity, -Infinity];
  for (const cell of table.columns.get(input.name) ?? []) {
    if (typeof cell !== 'number' || !Number.isFinite(cell)) continue;
    low = Math.min(low, cell);
    high = Math.max(high, cell);
  }
  if (low > high) [low, high] = [0, 1];
  const far = ranges * (high - low || Math.abs(high) || 1);
  const column = schema.columns.find(({ name }) => name === input.name);
  return end === 'smallest'
    ? Math.max(low - far, column?.min ?? -Infinity)
    : Math.min(high + far, column?.max ?? Infinity);
}

/** For each input the cell that is exactly on the first edge that one can be on; an input without edges has none. */
function cellsOnEdges(encoding: Encoding, edges: readonly Edge[]): ReadonlyMap<string, Cell> {
  const encoders = encoding.map(cellEncoder);
  const cells = new Map<string, Cell>();
  for (const { column, value } of edges) {
    const input = encoding[column];
    if (input === undefined || cells.has(input.name)) continue;
    const cell = input.type === 'number' ? value + input.origin : input.vocabulary[value];
    // Beside a large origin the sum is rounded, and between two codes there is no cell.
    if (cell !== undefined && Math.fround(encoders[column]!(cell)) === value) cells.set(input.name, cell);
  }
  return cells;
}

/** The text of golden.json. JSON has no NaN: a missing number is written as null. */
export function goldenText(golden: readonly GoldenRow[]): string {
  const rows = golden.map(({ row, ...rest }) => ({
    ...rest,
    row: Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, isMissing(cell) ? null : cell])),
  }));
  return `${JSON.stringify(rows, undefined, 1)}\n`;
}

/** A golden row read from JSON as a typed row again: null becomes NaN where the input holds numbers. */
export function typedGolden(golden: GoldenRow, inputs: Encoding): GoldenRow {
  const row = { ...golden.row };
  for (const input of inputs) if (isMissing(row[input.name])) row[input.name] = missing(input);
  return { ...golden, row };
}

/**
 * Compares what a model gives for the golden rows, row-major [rows × classes], with what it must give;
 * one problem per row with any probability further away than the tolerance.
 */
export function compareGolden(
  golden: readonly GoldenRow[],
  probabilities: ArrayLike<number>,
  tolerance: number,
): Problem[] {
  const problems: Problem[] = [];
  let offset = 0;
  for (const [i, { note, probabilities: expected }] of golden.entries()) {
    const received = expected.map((_, k) => probabilities[offset + k] ?? Number.NaN);
    offset += expected.length;
    // Negated so that NaN, which compares false with everything, counts as different.
    if (received.every((value, k) => Math.abs(value - expected[k]!) <= tolerance)) continue;
    problems.push({
      where: `golden row ${i + 1} (${note})`,
      expected: `probabilities ${expected.map(short).join(', ')} within ${tolerance}`,
      received: received.map(short).join(', '),
      fix: 'The model computes otherwise here than where it was made: try another backend and report this.',
    });
  }
  return problems;
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
