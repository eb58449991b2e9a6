import { RampartError } from '@rampart/core';

/**
 * 1 for each row of the newest share, 0 for the others: as near to `fraction` of the rows as can be without dividing
 * rows of equal time, and never all or none. Rows without a time (NaN) are not held out. Throws RampartError('data')
 * where all times are equal.
 */
export function splitByTime(times: Float64Array, fraction: number): Uint8Array {
  const sorted = times.filter((time) => !Number.isNaN(time)).sort();
  const wanted = (1 - fraction) * sorted.length;
  let first: number | undefined;
  for (let at = 1; at < sorted.length; at++) {
    if (sorted[at] === sorted[at - 1]) continue;
    if (first === undefined || Math.abs(at - wanted) < Math.abs(first - wanted)) first = at;
  }
  if (first === undefined) {
    throw new RampartError('data', {
      where: 'the table',
      expected: 'at least two different times, to hold the newer rows out',
      received: sorted.length === 0 ? 'none' : 'one',
    });
  }
  const oldest = sorted[first]!;
  return Uint8Array.from(times, (time) => (time >= oldest ? 1 : 0));
}
