import type { DatasetSchema, TypedTable } from '@rampart/core';
import { columnOf, counted, RampartError } from '@rampart/core/internal/tables';
import { weightName } from '../features/weight-column.ts';

/** Weights are computed with as 32-bit floats; sums of larger ones leave their range. */
const largest = 1e30;

/**
 * Throws RampartError('data') where a weight is not finite, negative or too large, where all are 0, or where a single
 * row has more than `maxShare` of all weight, so that all others count for nothing beside it.
 */
export function requireWeights(
  { where, table }: { readonly where: string; readonly table: TypedTable },
  schema: DatasetSchema,
  maxShare: number,
): void {
  const column = weightName(schema);
  if (column === undefined || table.rows === 0) return;
  const weights = columnOf(table, column) as Float64Array;
  const refuse = (expected: string, received: string, fix: string): never => {
    throw new RampartError('data', { where: `column \`${column}\` of ${where}`, expected, received, fix });
  };
  const unusable = weights.filter((weight) => !(weight >= 0 && weight <= largest));
  if (unusable.length > 0) {
    refuse(
      `weights from 0 to ${largest}`,
      `${unusable[0]} in ${counted(unusable.length, 'row')}`,
      'Correct these weights; only how they compare matters, so that all may be divided by one number.',
    );
  }
  let total = 0;
  let most = 0;
  for (const weight of weights) {
    total += Math.fround(weight);
    most = Math.max(most, weight);
  }
  if (!(total > 0)) {
    refuse(
      'rows with a weight above 0',
      `0 in all ${weights.length} rows`,
      "Give rows a weight, or set the column's role to `ignored` to count each row once.",
    );
  }
  if (weights.length > 1 && most > maxShare * total) {
    refuse(
      `at most ${100 * maxShare} % of all weight in one row`,
      `${Number((100 * (most / total)).toPrecision(3))} % in one, whose weight is ${most}`,
      'Correct this weight; if it is meant, raise `validation.maxWeightShare`.',
    );
  }
}
