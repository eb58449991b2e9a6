/**
 * Logits, row-major [rows × outputs], in the order of rows whose folds these are, from those that each fold has of its
 * rows in their order.
 */
export function joinFolds(
  fold: Int32Array,
  outputs: number,
  logitsOf: (held: number) => Float64Array,
): Float64Array {
  const joined = new Float64Array(fold.length * outputs);
  const next = new Map<number, number>();
  for (const [row, held] of fold.entries()) {
    const from = next.get(held) ?? 0;
    joined.set(logitsOf(held).subarray(from, from + outputs), row * outputs);
    next.set(held, from + outputs);
  }
  return joined;
}
