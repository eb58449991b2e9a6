import type { ColumnDefinition } from './raw-table.ts';

/** A column as inferred, with what is uncertain about it. */
export interface InferredColumn {
  readonly column: ColumnDefinition;
  readonly doubts: string[];
}
