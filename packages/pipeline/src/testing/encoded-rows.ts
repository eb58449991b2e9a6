import { createRandom } from '@rampart/core/internal';
import type { EncodedRows } from '../features/encoded-rows.ts';

/** Rows of two classes: columns of normal numbers, of which the sign of the first is the label. */
export function encodedExample(seed: number, rows: number, width: number): EncodedRows {
  const random = createRandom(seed);
  const columns = Array.from({ length: width }, () =>
    Float64Array.from({ length: rows }, () => random.normal()),
  );
  return {
    encoding: columns.map((_, at) => ({ name: `x${at}`, type: 'number', origin: 0 })),
    columns,
    labels: Int32Array.from(columns[0]!, (value) => (value > 0 ? 1 : 0)),
    classes: 2,
    positive: 1,
  };
}
