export { checkLayout } from './check-layout.ts';
export { type ExactCells, takeExact } from './exact-cells.ts';
export { type FileLayout, fileLayout } from './file-layout.ts';
export {
  describeGroup,
  groupProblems,
  type ProblemGroup,
  problemGroup,
  type QuarantinedRow,
  quarantinedRow,
  type RowProblem,
} from './quarantine.ts';
export { readChunks } from './read-chunks.ts';
export { readForServing } from './read-for-serving.ts';
export { type ReadTable, readTable, type ReadTableOptions } from './read-table.ts';
export { requireColumns } from './require-columns.ts';
export type { MalformedRow, RawBatch, ReadOptions, Source } from './source.ts';
export { typeBatches } from './type-batches.ts';
export { type ReadChunksOptions, rowsPerChunk, type TypedChunk } from './typed-chunk.ts';
