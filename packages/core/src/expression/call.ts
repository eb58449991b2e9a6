import { type Cell, isMissing } from '../table.ts';
import { numberOf, ofNumber, ofPair } from './number-operations.ts';
import type { FunctionRule } from './functions.ts';
import { type At, type NumberOperation, oneByOne, type Operation } from './operation.ts';

type Value = (...args: readonly Cell[]) => Cell | boolean;

/** A function of arguments that its rule allows. */
export function call(rule: FunctionRule, args: readonly Operation[]): Operation {
  if ('loop' in rule) return ofNumber(rule.loop, args[0] as NumberOperation, rule.gives);
  if ('pairLoop' in rule) {
    const numbers = args as readonly NumberOperation[];
    return numberOf(numbers.reduce((x, y) => ofPair(rule.pairLoop, x, y, rule.gives)));
  }
  const valueAt = valuesOf(rule.value as Value, args);
  if (rule.gives === 'text') return { type: 'text', at: valueAt as At<string | null> };
  return oneByOne(rule.gives, (rows, index) => {
    const value = valueAt(rows, index);
    return value === null ? Number.NaN : Number(value);
  });
}

/** The function's values: null where an argument is missing. */
function valuesOf(value: Value, args: readonly Operation[]): At<Cell | boolean> {
  const cells = args.map((arg): At<Cell> => arg.at);
  const [first, second] = cells as [At<Cell>, At<Cell>?];
  // Most functions take one or two, and a call with a list of arguments takes several times as long.
  if (second === undefined) {
    return (rows, index) => {
      const x = first(rows, index);
      return isMissing(x) ? null : value(x);
    };
  }
  if (cells.length === 2) {
    return (rows, index) => {
      const x = first(rows, index);
      if (isMissing(x)) return null;
      const y = second(rows, index);
      return isMissing(y) ? null : value(x, y);
    };
  }
  return (rows, index) => {
    const given = cells.map((cellAt) => cellAt(rows, index));
    return given.some(isMissing) ? null : value(...given);
  };
}
