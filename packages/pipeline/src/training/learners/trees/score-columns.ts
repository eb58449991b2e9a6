import type { TreeEnsemble } from '@rampart/core/internal';
import { lookUp } from './fit-lookups.ts';
import { scoringOf } from './kernel/tree-scoring.ts';
import { treeCells } from './split-column.ts';

/** Logits, row-major [rows × outputs], of encoded columns: to the bit those of `scoreTrees`, faster for many rows. */
export function scoreColumns(ensemble: TreeEnsemble, columns: readonly Float64Array[]): Float64Array {
  const { shape, bias, lookups } = ensemble;
  const { outputs } = shape;
  const rows = columns[0]!.length;
  const logits = Float64Array.from({ length: rows * outputs }, (_, i) => bias[i % outputs]!);
  if (shape.trees.length === 0) return logits;
  const scoring = scoringOf(ensemble);
  for (let start = 0; start < rows; start += scoring.blockRows) {
    const end = Math.min(start + scoring.blockRows, rows);
    const encoded = columns.map((column) => treeCells(column.subarray(start, end)));
    const made = lookUp({ shapes: shape.lookups, tables: lookups }, encoded);
    scoring.add([...encoded, ...made], logits.subarray(start * outputs, end * outputs));
  }
  return logits;
}
