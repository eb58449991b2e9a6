import type { TreeEnsemble } from './tree-ensemble.ts';

/** Adds an ensemble's logits of one encoded row to `logits`, [outputs]. */
export type AddTrees = (row: ArrayLike<number>, logits: Float64Array) => void;

/** Trees `from` up to `to` of an ensemble over plain arrays; the bias belongs to the first. Rows are float32 numbers. */
export function scoreTrees(
  { shape, leaves, bias, lookups }: TreeEnsemble,
  from = 0,
  to = shape.trees.length / shape.depth,
): AddTrees {
  const { inputs, outputs, depth } = shape;
  const column = Int32Array.from(shape.splits.column);
  const border = Float64Array.from(shape.splits.border);
  const equals = Uint8Array.from(shape.splits.equals);
  const missing = Uint8Array.from(shape.splits.missing);
  const trees = Int32Array.from(shape.trees);
  const sides = new Uint8Array(column.length);
  const made = shape.lookups.reduce((sum, { values }) => sum + values, 0);
  const extended = made > 0 ? new Float64Array(inputs + made) : undefined;

  const withLookups = (row: ArrayLike<number>, into: Float64Array) => {
    for (let k = 0; k < inputs; k++) into[k] = row[k]!;
    let at = inputs;
    for (const [i, { column: category, entries, values }] of shape.lookups.entries()) {
      const code = row[category]!;
      const start = Math.min(code, entries - 1) * values;
      for (let k = 0; k < values; k++) into[at++] = Number.isNaN(code) ? Number.NaN : lookups[i]![start + k]!;
    }
    return into;
  };

  return (row, logits) => {
    const cells = extended === undefined ? row : withLookups(row, extended);
    for (let s = 0; s < column.length; s++) {
      const value = cells[column[s]!]!;
      // No comparison with NaN is true.
      if (Number.isNaN(value)) sides[s] = missing[s]!;
      else sides[s] = Number(equals[s] === 1 ? value === border[s]! : value > border[s]!);
    }
    if (from === 0) for (let k = 0; k < outputs; k++) logits[k]! += bias[k]!;
    for (let tree = from; tree < to; tree++) {
      let leaf = tree << depth;
      const first = tree * depth;
      for (let d = 0; d < depth; d++) leaf += sides[trees[first + d]!]! << d;
      const start = leaf * outputs;
      for (let k = 0; k < outputs; k++) logits[k]! += leaves[start + k]!;
    }
  };
}
