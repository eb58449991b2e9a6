import type { ColumnData } from '../table.ts';
import { mostRows, type Operation, type Rows } from './operation.ts';

/** A text longer than this is no value of a column. */
const longestText = 32_768;

let runs = 0;

/** The values of an operation in the first `rows` rows of the columns that it reads; flags come as 1 and 0. */
export function evaluateOperation(
  operation: Operation,
  columns: readonly ColumnData[],
  rows: number,
): ColumnData {
  if (operation.type === 'text') {
    const texts = new Array<string | null>(rows).fill(null);
    inRuns(columns, rows, (run) => {
      for (let i = 0; i < run.count; i++) {
        const text = operation.at(run, i);
        if (text !== null && text.length <= longestText) texts[run.start + i] = text;
      }
    });
    return texts;
  }
  const numbers = new Float64Array(rows).fill(Number.NaN);
  inRuns(columns, rows, (run) => {
    const values = operation.evaluate(run);
    for (let i = 0; i < run.count; i++) {
      // + 0 makes a plain zero of a negative one: they mean the same value.
      if (Number.isFinite(values[i]!)) numbers[run.start + i] = values[i]! + 0;
    }
  });
  return numbers;
}

function inRuns(columns: readonly ColumnData[], rows: number, compute: (run: Rows) => void): void {
  for (let start = 0; start < rows; start += mostRows) {
    attempt(columns, start, Math.min(mostRows, rows - start), compute);
  }
}

/** Computes a run of rows, or each of them alone where that fails; a row that fails alone has no value. */
function attempt(
  columns: readonly ColumnData[],
  start: number,
  count: number,
  compute: (run: Rows) => void,
): void {
  try {
    compute({ columns, start, count, run: ++runs });
  } catch (error) {
    // The one thing that pure functions of numbers and texts can throw: a text longer than any may be.
    if (!(error instanceof RangeError)) throw error;
    if (count === 1) return;
    for (let i = 0; i < count; i++) attempt(columns, start + i, 1, compute);
  }
}
