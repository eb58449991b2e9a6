import type { TreeEnsemble } from '@rampart/core/internal';

/** Rows that are scored together: what is known of them stays in the second cache. */
const blockRows = 512;

/** Logits, row-major [rows × outputs], of encoded columns: those of `scoreTrees` to the bit, for many rows. */
export function scoreColumns(
  { shape, leaves, bias, lookups }: TreeEnsemble,
  columns: readonly Float64Array[],
): Float64Array {
  const { outputs, depth, splits } = shape;
  const rows = columns[0]!.length;
  const trees = Int32Array.from(shape.trees);
  const logits = new Float64Array(rows * outputs);
  const made = shape.lookups.reduce((sum, { values }) => sum + values, 0);
  const cells = Array.from({ length: shape.inputs + made }, () => new Float32Array(blockRows));
  const sides = splits.column.map(() => new Uint8Array(blockRows));
  const leaf = new Int32Array(blockRows);

  for (let start = 0; start < rows; start += blockRows) {
    const count = Math.min(blockRows, rows - start);
    fillCells(start, count);
    for (const [split, side] of sides.entries()) findSides(split, side, count);
    for (let row = 0; row < count; row++) {
      for (let k = 0; k < outputs; k++) logits[(start + row) * outputs + k] = bias[k]!;
    }
    for (let tree = 0; tree * depth < trees.length; tree++) {
      leaf.fill(tree << depth, 0, count);
      for (let d = 0; d < depth; d++) {
        const side = sides[trees[tree * depth + d]!]!;
        for (let row = 0; row < count; row++) leaf[row]! += side[row]! << d;
      }
      if (outputs === 1) {
        for (let row = 0; row < count; row++) logits[start + row]! += leaves[leaf[row]!]!;
        continue;
      }
      for (let row = 0; row < count; row++) {
        const [from, to] = [leaf[row]! * outputs, (start + row) * outputs];
        for (let k = 0; k < outputs; k++) logits[to + k]! += leaves[from + k]!;
      }
    }
  }
  return logits;

  function fillCells(start: number, count: number): void {
    for (const [column, values] of columns.entries()) {
      if (column < shape.inputs) cells[column]!.set(values.subarray(start, start + count));
    }
    let at = shape.inputs;
    for (const [i, { column, entries, values }] of shape.lookups.entries()) {
      const [codes, table] = [cells[column]!, lookups[i]!];
      for (let k = 0; k < values; k++, at++) {
        for (let row = 0; row < count; row++) {
          const code = codes[row]!;
          cells[at]![row] = Number.isNaN(code) ? code : table[Math.min(code, entries - 1) * values + k]!;
        }
      }
    }
  }

  function findSides(split: number, side: Uint8Array, count: number): void {
    const values = cells[splits.column[split]!]!;
    const border = splits.border[split]!;
    const equals = splits.equals[split]! === 1;
    const missing = splits.missing[split]!;
    for (let row = 0; row < count; row++) {
      const value = values[row]!;
      if (equals) side[row] = value === border ? 1 : 0;
      else side[row] = value > border ? 1 : 0;
      // No comparison with NaN is true.
      if (missing === 1 && Number.isNaN(value)) side[row] = 1;
    }
  }
}
