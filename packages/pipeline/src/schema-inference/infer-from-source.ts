import { basename } from 'node:path';
import type { SchemaDefinition } from '@rampart/core';
import type { FileLayout } from '@rampart/core/rows';
import type { FormatName } from '../formats/index.ts';
import { connectionOf } from '../connections/connections.ts';
import { openSource, type TableInput } from '../connections/open-source.ts';
import { countedSource } from './layout/counted-source.ts';
import { guessFileFormat, placeholderNames, type ToldLayout } from './layout/guess-file-format.ts';
import { inferFromProfile } from './infer-schema.ts';
import { profileSource } from './profile/table-profile.ts';
import type { InferredSchema } from './raw-table.ts';

/** What a person may already know of a table whose schema is inferred. */
export interface InferOptions {
  readonly format?: FormatName | undefined;
  readonly target?: string | undefined;
  readonly positive?: string | undefined;
  readonly name?: string | undefined;
  /** How a text file is written; what is left out is guessed. */
  readonly layout?: ToldLayout | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Infers a schema in one pass over the rows of a table, given by URI, as rows in memory or as a source. */
export async function inferFromSource(
  table: TableInput,
  options: InferOptions = {},
): Promise<InferredSchema> {
  const opened = openSource(table, { format: options.format });
  // Only delimited text leaves open where its names are and what stands between its cells.
  const guess = opened.delimited
    ? await guessFileFormat(opened, options.layout, options.signal)
    : { delimiter: ',', header: true, encoding: options.layout?.encoding, missing: [], doubts: [] };
  const { header, missing, doubts: layoutDoubts, ...layout } = guess;
  const source = countedSource(opened, missing);
  const names = header ? null : placeholderNames;
  const profile = await profileSource(source, { names, ...layout, signal: options.signal });
  const { schema, doubts } = inferFromProfile(
    { ...profile, hasHeader: header },
    {
      name: options.name ?? schemaName(source.uri),
      ...(options.target === undefined ? {} : { target: options.target }),
      ...(options.positive === undefined ? {} : { positive: options.positive }),
    },
  );
  const file = { ...schema.file, ...toldInSchema(layout) };
  const told = [...layoutDoubts, ...source.setAside()].map((doubt) => ({ column: 'the file', doubt }));
  return {
    schema: withMissing(Object.keys(file).length === 0 ? schema : { ...schema, file }, missing),
    doubts: [...told, ...doubts],
  };
}

/** What of a layout a schema has to say. */
function toldInSchema({
  delimiter,
  ...others
}: Omit<FileLayout, 'names'>): NonNullable<SchemaDefinition['file']> {
  const { encoding, skip, comment } = others;
  return {
    ...(delimiter !== ',' && { delimiter }),
    ...(encoding !== undefined && encoding !== 'utf-8' && { encoding }),
    ...(skip !== undefined && skip > 0 && { skip }),
    ...(comment !== undefined && { comment }),
  };
}

/** The schema with more texts that mean "no value", in each of its lists. */
function withMissing(schema: SchemaDefinition, tokens: readonly string[]): SchemaDefinition {
  if (tokens.length === 0) return schema;
  const all = (own: readonly (string | number)[]) => [...new Set([...own, ...tokens])];
  return {
    ...schema,
    missing: all(schema.missing ?? ['']),
    columns: schema.columns.map((column) =>
      column.missing === undefined ? column : { ...column, missing: all(column.missing) },
    ),
  };
}

/** The file's name without its endings, the collection's, or that of the stored dataset. */
function schemaName(uri: string): string {
  const own = connectionOf(uri)?.tableName?.(uri);
  const name = (own ?? fileName(uri)).replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return name === '' ? 'table' : name;
}

function fileName(uri: string): string {
  return basename(uri.replace(/\?.*$/s, '')).replace(/(\.[A-Za-z0-9]+?)?(\.gz)?$/i, '');
}
