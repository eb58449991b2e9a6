import { type Problem, RampartError } from '../errors.ts';
import { type ColumnData, columnOf, type TypedTable } from '../table.ts';
import { type CheckedTree, checkTree, type ColumnTypes } from './check-tree.ts';
import { evaluateOperation } from './evaluate-operation.ts';
import { ExpressionError, type Fault } from './fault.ts';
import type { ValueType } from './functions.ts';
import { parseExpression } from './parse-expression.ts';

/** An expression ready to be evaluated. */
export interface Expression {
  /** The columns it reads. */
  readonly columns: readonly string[];
  readonly type: ValueType;
  /**
   * Its value in every row of a table: numbers (NaN = missing), flags as 1 and 0 (NaN = missing), or texts (null
   * = missing). A value depends on its row alone, so that a table and its rows one by one give the same. Throws a
   * TypeError where the table lacks a column.
   */
  evaluate(table: TypedTable): ColumnData;
}

/** A checked expression, or what is wrong with it. */
export type ExpressionCheck =
  | { readonly expression: Expression; readonly problems: readonly [] }
  | { readonly expression: undefined; readonly problems: readonly Problem[] };

/**
 * Checks an expression over columns of these types; `where` names its place. Missing values pass through every
 * operation: the result is missing where an operand is, but `x == null` and `is_nan(x)` ask, `&&` and `||` go by
 * what decides, and of `test ? a : b` only the chosen side counts. A number that is not finite, as after a
 * division by 0, is missing. No text of an expression is ever executed: it is parsed by a grammar without
 * anything but columns, literals, operators and functions, checked, and interpreted.
 */
export function checkExpression(text: string, types: ColumnTypes, where: string): ExpressionCheck {
  const { checked, faults } = parsed(text, types);
  if (checked === undefined || faults.length > 0) {
    return { expression: undefined, problems: faults.map((fault) => problem(fault, where)) };
  }
  const { columns, operation } = checked;
  const expression: Expression = {
    columns,
    type: operation.type,
    evaluate(table) {
      const data = columns.map((name) => columnOf(table, name));
      return evaluateOperation(operation, data, table.rows);
    },
  };
  return { expression, problems: [] };
}

/** The expression of a text. Throws a RampartError('schema') with every problem. */
export function compileExpression(text: string, types: ColumnTypes, where = 'the expression'): Expression {
  const { expression, problems } = checkExpression(text, types, where);
  if (expression === undefined) throw new RampartError('schema', problems);
  return expression;
}

function parsed(
  text: string,
  types: ColumnTypes,
): { checked: CheckedTree | undefined; faults: readonly Fault[] } {
  try {
    return checkTree(parseExpression(text), types);
  } catch (error) {
    if (error instanceof ExpressionError) return { checked: undefined, faults: [error.fault] };
    throw error;
  }
}

function problem({ at, ...fault }: Fault, where: string): Problem {
  return { where: `${where}, character ${at + 1}`, ...fault };
}
