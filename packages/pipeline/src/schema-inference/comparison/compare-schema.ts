import type { Column, DatasetSchema } from '@rampart/core';
import type { ReadOptions, Source } from '@rampart/core/rows';
import {
  didYouMean,
  featureGroupsOf,
  recordColumns,
  sourceColumns,
  trainingColumns,
} from '@rampart/core/internal';
import { diffColumn, type Difference } from './diff-column.ts';
import { inferColumn } from '../infer-column.ts';
import { profileForColumn } from '../profile-for-column.ts';
import { ColumnSketch } from '../profile/column-sketch.ts';
import type { ColumnDefinition, RawTable } from '../raw-table.ts';
import { ColumnTallier } from './tally-column.ts';

/** A table beside a schema: how it differs, and the columns as they would have to be declared. */
export interface SchemaComparison {
  readonly rows: number;
  readonly differences: readonly Difference[];
  /** Changed and new columns of the schema, whole; an absent one is for a person to decide on. */
  readonly patch: readonly ColumnDefinition[];
}

/** Compares the columns of a table with those of a schema, derived ones left out. */
export function compareSchema({ names, rows }: RawTable, schema: DatasetSchema): SchemaComparison {
  const comparer = new Comparer(schema);
  comparer.name(names);
  for (const row of rows) comparer.add(row);
  return comparer.compare();
}

/** The same in one pass over a source's rows, however many they are; malformed ones are left out. */
export async function compareSource(
  source: Source,
  schema: DatasetSchema,
  options: ReadOptions,
): Promise<SchemaComparison> {
  const comparer = new Comparer(schema);
  for await (const { names, rows } of source.read(options)) {
    comparer.name(names);
    for (const { cells } of rows) comparer.add(cells);
  }
  return comparer.compare();
}

/** Gathers row by row what the comparison needs. */
class Comparer {
  readonly #schema: DatasetSchema;
  readonly #columns: { readonly sketch: ColumnSketch; readonly tallier: ColumnTallier | undefined }[] = [];
  readonly #declared: ReadonlyMap<string, Column>;
  #names: readonly string[] = [];
  #rows = 0;

  constructor(schema: DatasetSchema) {
    this.#schema = schema;
    this.#declared = new Map(sourceColumns(schema).map((column) => [column.name, column]));
  }

  /** Columns may come later: rows before them have nothing there. */
  name(names: readonly string[]): void {
    this.#names = names;
    for (const name of names.slice(this.#columns.length)) {
      const column = this.#declared.get(name);
      const tallier = column === undefined ? undefined : new ColumnTallier(column, this.#schema);
      const sketch = new ColumnSketch();
      for (let row = 0; row < this.#rows; row++) {
        sketch.add(null);
        tallier?.add(null);
      }
      this.#columns.push({ sketch, tallier });
    }
  }

  add(cells: readonly unknown[]): void {
    this.#rows++;
    for (const [at, { sketch, tallier }] of this.#columns.entries()) {
      sketch.add(cells[at]);
      tallier?.add(cells[at]);
    }
  }

  compare(): SchemaComparison {
    const table = new Map(this.#names.map((name, at) => [name, this.#columns[at]!]));
    return compareColumns(this.#rows, table, this.#schema);
  }
}

function compareColumns(
  rows: number,
  table: ReadonlyMap<string, { readonly sketch: ColumnSketch; readonly tallier: ColumnTallier | undefined }>,
  schema: DatasetSchema,
): SchemaComparison {
  const differences: Difference[] = [];
  const patch: ColumnDefinition[] = [];
  const known = new Set(schema.columns.map(({ name }) => name));
  const strangers = [...table.keys()].filter((name) => !known.has(name));
  const needed = new Set([...trainingColumns(schema), ...recordColumns(schema)]);
  const lackedGroup = new Map(
    featureGroupsOf(schema)
      .filter(({ columns }) => !columns.some((name) => table.has(name)))
      .flatMap(({ name, columns }) => columns.map((column) => [column, name])),
  );
  for (const column of sourceColumns(schema)) {
    const found = table.get(column.name);
    if (found === undefined) {
      const near = didYouMean(column.name, strangers);
      const group = lackedGroup.get(column.name);
      const need = needed.has(column)
        ? group === undefined
          ? ''
          : `, nor any other of the feature group \`${group}\`: it can be scored, but not trained on`
        : ', which nothing needs';
      const text = `the table has no such column${need}`;
      differences.push({
        column: column.name,
        difference: 'absent',
        text: near === undefined ? text : `${text}; \`${near}\` may be the same under another name`,
        values: [],
      });
      continue;
    }
    const compared = diffColumn(column, schema, found.tallier!.tally, found.sketch);
    differences.push(...compared.differences);
    if (compared.proposed !== undefined) patch.push(compared.proposed);
  }
  for (const name of strangers) {
    const { profile, doubts: tokens } = profileForColumn(name, table.get(name)!.sketch);
    const { column, doubts } = inferColumn(profile);
    const text = ['the schema has no such column', ...tokens, ...doubts].join('; ');
    differences.push({ column: name, difference: 'unknown', text, values: [] });
    const missing = column.missing && [...new Set([...schema.missing, ...column.missing])];
    patch.push({ ...column, ...(missing === undefined ? {} : { missing }) });
  }
  return { rows, differences, patch };
}
