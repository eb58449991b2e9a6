import { createRequire } from 'node:module';
import type * as Arquero from 'arquero';
import { type ColumnData, columnOf, type TypedTable } from '../table.ts';
import type { RenderedExpression } from './render-expression.ts';

type RowFunction = (row: number, data: Readonly<Record<string, ColumnData>>) => unknown;

const compiled = new WeakMap<RenderedExpression, RowFunction>();
let arquero: typeof Arquero | undefined;

/** arquero takes 100 ms to load. Only a schema with expressions needs it, and reading a record is synchronous. */
function loadArquero(): typeof Arquero {
  arquero ??= createRequire(import.meta.url)('arquero') as typeof Arquero;
  return arquero;
}

/** A text longer than this is no value of a column. */
const longestText = 32_768;

/** The value of rendered code in every row; flags come as 1 and 0. */
export function evaluateCode(expression: RenderedExpression, table: TypedTable): ColumnData {
  let valueAt = compiled.get(expression);
  if (valueAt === undefined) {
    valueAt = compile(expression);
    compiled.set(expression, valueAt);
  }
  const { columns, type } = expression;
  const data = Object.fromEntries(columns.map((name, index) => [`c${index}`, columnOf(table, name)]));
  if (type === 'text') {
    return Array.from({ length: table.rows }, (_, row) => {
      const value = attempt(valueAt, row, data);
      return typeof value === 'string' && value.length <= longestText ? value : null;
    });
  }
  const values = new Float64Array(table.rows);
  for (let row = 0; row < table.rows; row++) {
    const value = attempt(valueAt, row, data);
    // + 0 makes a plain zero of a negative one: they mean the same value.
    if (typeof value === 'number') values[row] = Number.isFinite(value) ? value + 0 : Number.NaN;
    else values[row] = typeof value === 'boolean' ? Number(value) : Number.NaN;
  }
  return values;
}

function compile({ columns, code }: RenderedExpression): RowFunction {
  const { parse, table } = loadArquero();
  // arquero looks at the columns' containers, not at their values: an array is read by its index.
  const shape = table(Object.fromEntries(columns.map((_, index) => [`c${index}`, []])));
  return parse({ value: code }, { table: shape }).exprs[0] as RowFunction;
}

function attempt(valueAt: RowFunction, row: number, data: Readonly<Record<string, ColumnData>>): unknown {
  try {
    return valueAt(row, data);
  } catch (error) {
    // The one thing that pure functions of numbers and texts can throw: a text longer than any may be.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
