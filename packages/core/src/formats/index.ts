export { type ByteSource, inMemory, type RandomBytes } from './byte-source.ts';
export { csv } from './csv/csv.ts';
export { mostOfRow, ndjson, objectLines, textOf, tooLong } from './ndjson.ts';
export { objectBatches, type ObjectText } from './object-batches.ts';
export { placed } from './text/not-text.ts';
export { textBlocks, type TextOptions } from './text/text-blocks.ts';
export { rowsPerBatch, type TableFormat } from './table-format.ts';
export { tableSource } from './table-source.ts';
