import type { FeatureEncoding } from '@rampart/core/tensor';
import type { Pairs } from './choose-pairs.ts';

/**
 * Cells of synthetic rows in an encoded column. A number lies between those of the two parents, and is whole where the
 * whole column is, since what lies between whole numbers would tell trees which rows are synthetic. A category, or a
 * number of a column with no more than two values, is that of the parent which is closer. What one parent lacks comes
 * of the other; what both lack is missing.
 */
export function mixColumn(
  column: Float64Array,
  { type }: FeatureEncoding,
  { parents, shares }: Omit<Pairs, 'nearest'>,
): Float64Array {
  const present = column.filter((value) => !Number.isNaN(value));
  const whole = present.every(Number.isInteger);
  const apart = type === 'category' || hasTwoValues(present);
  return shares.map((share, i) => {
    const [one, other] = [column[parents[2 * i]!]!, column[parents[2 * i + 1]!]!];
    if (Number.isNaN(one)) return other;
    if (Number.isNaN(other)) return one;
    if (apart) return share < 0.5 ? one : other;
    const between = one + share * (other - one);
    return whole ? Math.round(between) : between;
  });
}

function hasTwoValues(present: Float64Array): boolean {
  const one = present[0];
  const other = present.find((value) => value !== one);
  return present.every((value) => value === one || value === other);
}
