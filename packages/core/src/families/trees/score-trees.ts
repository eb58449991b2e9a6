import { leastNormal, madeColumns, treeCount, type TreeEnsemble, type TreeShape } from './tree-ensemble.ts';

/** Adds an ensemble's logits of one encoded row to `logits`, [outputs]. */
export type AddTrees = (row: ArrayLike<number>, logits: Float64Array) => void;

/** Trees `from` up to `to` of an ensemble over plain arrays; the bias belongs to the first. Rows are float32 numbers. */
export function scoreTrees(
  { shape, leaves, bias, lookups }: TreeEnsemble,
  from = 0,
  to = treeCount(shape),
): AddTrees {
  const { inputs, outputs, depth } = shape;
  const { columns, border, missing, trees } = sortedSplits(shape, from, to);
  const sides = new Uint8Array(border.length);
  const made = new Float64Array(madeColumns(shape));

  const lookUp = (row: ArrayLike<number>) => {
    let at = 0;
    for (let i = 0; i < lookups.length; i++) {
      const { column, entries, values } = shape.lookups[i]!;
      const code = row[column]!;
      const start = Math.trunc(Math.max(0, Math.min(code, entries - 1))) * values;
      for (let k = 0; k < values; k++) made[at++] = Number.isNaN(code) ? code : lookups[i]![start + k]!;
    }
  };
  const judge = ({ start, middle, end }: SplitColumn, cell: number) => {
    let s = start;
    if (Number.isNaN(cell)) {
      for (; s < end; s++) sides[s] = missing[s]!;
      return;
    }
    const value = Math.abs(cell) < leastNormal ? 0 : cell;
    // One branch for all borders of a column that cannot be foreseen, not one each.
    for (; s < middle && value > border[s]!; s++) sides[s] = 1;
    for (; s < middle; s++) sides[s] = 0;
    for (; s < end; s++) sides[s] = value === border[s]! ? 1 : 0;
  };

  return (row, logits) => {
    lookUp(row);
    for (let c = 0; c < columns.length; c++) {
      const { column } = columns[c]!;
      judge(columns[c]!, column < inputs ? row[column]! : made[column - inputs]!);
    }
    if (from === 0) for (let k = 0; k < outputs; k++) logits[k]! += bias[k]!;
    let level = 0;
    for (let tree = from; tree < to; tree++) {
      let leaf = tree << depth;
      for (let d = 0; d < depth; d++) leaf |= sides[trees[level++]!]! << d;
      const start = leaf * outputs;
      for (let k = 0; k < outputs; k++) logits[k]! += leaves[start + k]!;
    }
  };
}

/** Splits on one column: those by a border from `start` on, borders rising, those by equality from `middle` on. */
interface SplitColumn {
  readonly column: number;
  readonly start: number;
  readonly middle: number;
  readonly end: number;
}

/** The splits that some trees use, column after column, and the trees in places among them. */
function sortedSplits({ splits, trees, depth }: TreeShape, from: number, to: number) {
  const own = trees.slice(from * depth, to * depth);
  const { column, border, equals, missing } = splits;
  const order = [...new Set(own)].toSorted(
    (a, b) => column[a]! - column[b]! || equals[a]! - equals[b]! || border[a]! - border[b]!,
  );
  const columns: SplitColumn[] = [];
  for (let start = 0, end = 0; start < order.length; start = end) {
    const first = column[order[start]!]!;
    let middle = start;
    for (; end < order.length && column[order[end]!] === first; end++) {
      if (equals[order[end]!] === 0) middle = end + 1;
    }
    columns.push({ column: first, start, middle, end });
  }
  const places = new Map(order.map((split, place) => [split, place]));
  return {
    columns,
    border: Float64Array.from(order, (split) => border[split]!),
    missing: Uint8Array.from(order, (split) => missing[split]!),
    trees: Int32Array.from(own, (split) => places.get(split)!),
  };
}
