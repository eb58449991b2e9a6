/**
 * Logits of the rows of the first folds, in the order of the rows, row-major [rows × outputs]: `parts` has those of each
 * fold's rows in their order, `fold` the fold of each row.
 */
export function joinFolds(parts: readonly Float64Array[], fold: Int32Array, outputs: number): Float64Array {
  const next = new Int32Array(parts.length);
  const joined = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const held of fold) {
    if (held >= parts.length) continue;
    const from = next[held]!++ * outputs;
    joined.set(parts[held]!.subarray(from, from + outputs), at);
    at += outputs;
  }
  return joined;
}
