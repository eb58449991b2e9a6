/**
 * Columns as they are brought, before the schema has read them; each has `rows` cells. A BigInt64Array holds 64-bit
 * integers exactly; in a column of times they are nanoseconds since 1970.
 */
export interface RawTable {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, ArrayLike<unknown>>;
}

/** Stands for no value among 64-bit integers: the smallest of them, as NumPy has it. */
export const missingInteger = -(2n ** 63n);
