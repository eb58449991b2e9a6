import type { Column, DatasetSchema, TypedTable } from '@rampart/core';
import { canonicalJson, columnReaders, rawTime } from '@rampart/core/internal/tables';
import {
  checkLayout,
  type RawBatch,
  type ReadChunksOptions,
  type ReadOptions,
  rowsPerChunk,
  type Source,
  typeBatches,
  type TypedChunk,
} from '@rampart/core/rows';
import { rowsPerBatch } from '@rampart/core/formats';
import { rowsBetween } from './cut-blocks.ts';
import { parseStoreUri, storeUri } from './dataset-address.ts';
import { type Dataset, readDataset } from './read-dataset.ts';

/** The source that `store:<directory>/<name>[@version]` names; lines are row numbers from 1. */
export function storeSource(uri: string): Source {
  const address = parseStoreUri(uri);
  let opened: Promise<Dataset> | undefined;
  // One version for all that is asked of the source, even where a newer one comes meanwhile.
  const dataset = () => (opened ??= readDataset(address));
  const source: Source = {
    uri: storeUri(address),
    async *read(options) {
      yield* rawBatches(await dataset(), options);
    },
    async *readTyped(schema, options) {
      const found = await dataset();
      yield* isReadAlike(found.manifest.schema, schema)
        ? typedChunks(source.uri, found, schema, options)
        : typeBatches(source, schema, options);
    },
    digest: async () => (await dataset()).manifest.contentDigest,
  };
  return source;
}

async function* rawBatches(dataset: Dataset, { columns, signal }: ReadOptions): AsyncGenerator<RawBatch> {
  const names = dataset.manifest.schema.columns
    .map(({ name }) => name)
    .filter((name) => columns === undefined || columns.includes(name));
  const times = timesOf(dataset.manifest.schema);
  let before = 0;
  if (dataset.manifest.parts.length === 0) yield { names, rows: [], malformed: [] };
  for await (const table of dataset.tables(signal)) {
    const data = names.map((name) => table.columns.get(name)!);
    for (let start = 0; start < table.rows; start += rowsPerBatch) {
      const length = Math.min(rowsPerBatch, table.rows - start);
      const rows = Array.from({ length }, (_, at) => ({
        line: before + start + at + 1,
        cells: data.map((column, index) => {
          const cell = column[start + at]!;
          if (times.has(names[index]!)) return rawTime(cell as number);
          return Number.isNaN(cell) ? null : cell;
        }),
      }));
      yield { names, rows, malformed: [] };
    }
    before += table.rows;
  }
}

/** The names of the columns that hold times. */
function timesOf({ columns }: DatasetSchema): ReadonlySet<string> {
  return new Set(columns.filter(({ kind }) => kind === 'time').map(({ name }) => name));
}

/** The stored columns as they are: they have been read by the same rules before. */
async function* typedChunks(
  uri: string,
  dataset: Dataset,
  schema: DatasetSchema,
  { signal, chunkRows = rowsPerChunk(schema) }: ReadChunksOptions,
): AsyncGenerator<TypedChunk, void, undefined> {
  const names = dataset.manifest.schema.columns.map(({ name }) => name);
  const unknownColumns = checkLayout(uri, schema, names, undefined);
  let before = 0;
  for await (const table of dataset.tables(signal)) {
    const known = withColumnsOf(schema, table);
    for (let start = 0; start < table.rows; start += chunkRows) {
      const chunk = rowsBetween(known, start, Math.min(table.rows, start + chunkRows));
      const first = before + start + 1;
      const lines = Float64Array.from({ length: chunk.rows }, (_, row) => first + row);
      yield { table: chunk, lines, exact: undefined, rejected: [], read: chunk.rows, unknownColumns };
    }
    before += table.rows;
  }
}

function withColumnsOf(schema: DatasetSchema, { rows, columns }: TypedTable): TypedTable {
  const absent = (numeric: boolean) =>
    numeric ? new Float64Array(rows).fill(Number.NaN) : new Array<null>(rows).fill(null);
  return {
    rows,
    columns: new Map(
      [...columnReaders(schema)].map(([name, { numeric }]) => [name, columns.get(name) ?? absent(numeric)]),
    ),
  };
}

/** Whether the columns that both schemas have are read by the same rules, so that reading them again would change nothing. */
function isReadAlike(stored: DatasetSchema, wanted: DatasetSchema): boolean {
  const rules = (
    { kind, unit, values, classes, missing, min, max, onInvalid, role }: Column,
    schema: DatasetSchema,
  ) =>
    canonicalJson({
      kind,
      unit,
      values,
      classes,
      missing: missing ?? schema.missing,
      min,
      max,
      onInvalid,
      role,
    });
  const before = new Map(stored.columns.map((column) => [column.name, rules(column, stored)]));
  return wanted.columns.every((column) => {
    const known = before.get(column.name);
    return known === undefined || known === rules(column, wanted);
  });
}
