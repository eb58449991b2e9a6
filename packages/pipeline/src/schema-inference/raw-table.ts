import type { SchemaDefinition } from '@rampart/core';

/** A table before it is typed: CSV texts, or values as JSON and databases hold them. */
export interface RawTable {
  readonly names: readonly string[];
  /** Cells in the order of the names. */
  readonly rows: readonly (readonly unknown[])[];
  /** false: the names are made up, the file has no header line. */
  readonly hasHeader?: boolean;
}

/** What a person may tell beforehand. */
export interface InferenceOptions {
  readonly name: string;
  /** The column to predict. */
  readonly target?: string;
  /** A value of the target, or a class name that the inference gives. */
  readonly positive?: string;
}

/** Something a person should look at, with the column it is about. */
export interface Doubt {
  readonly column: string;
  readonly doubt: string;
}

/** A schema as inferred, and what is uncertain about it. */
export interface InferredSchema {
  readonly schema: SchemaDefinition;
  readonly doubts: Doubt[];
}

/** One column as written in a schema. */
export type ColumnDefinition = SchemaDefinition['columns'][number];
