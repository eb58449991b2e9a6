import type { DatasetSchema, TypedTable } from '@rampart/core';
import { columnOf, featuresOf, isMissing } from '@rampart/core/internal';
import { z } from 'zod';

/** A feature that names its rows rather than describes them: what a model learns of it holds for no other row. */
export const identifierFeature = z.object({
  name: z.string(),
  /** Different values. */
  distinct: z.number(),
  /** Rows that have a value. */
  rows: z.number(),
});
export type IdentifierFeature = z.infer<typeof identifierFeature>;

const leastRows = 20;
const nearlyUnique = 0.95;

/**
 * Features with nearly as many values as rows. Measured quantities have that too: numbers count only where they are
 * whole and close together, as running numbers are, or rise or fall from row to row, as times of arrival do.
 */
export function findIdentifiers(table: TypedTable, schema: DatasetSchema): IdentifierFeature[] {
  return featuresOf(schema).flatMap(({ name }) => {
    const present = Array.from<number | string | null>(columnOf(table, name)).filter(
      (cell) => !isMissing(cell),
    );
    const distinct = new Set(present).size;
    if (present.length < leastRows || distinct < nearlyUnique * present.length) return [];
    const numbers = present.filter((cell) => typeof cell === 'number');
    const names = numbers.length === 0 || isRunning(numbers) || isSorted(numbers);
    return names ? [{ name, distinct, rows: present.length }] : [];
  });
}

function isRunning(numbers: readonly number[]): boolean {
  if (!numbers.every(Number.isInteger)) return false;
  const [low, high] = numbers.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  return high - low < 2 * numbers.length;
}

function isSorted(numbers: readonly number[]): boolean {
  const steps = numbers.slice(1).map((value, at) => Math.sign(value - numbers[at]!));
  return !steps.includes(-1) || !steps.includes(1);
}
