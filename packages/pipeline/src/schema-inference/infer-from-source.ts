import { basename } from 'node:path';
import type { FormatName } from '../formats/index.ts';
import { connectionOf } from '../connections/connections.ts';
import { openSource, type TableInput } from '../connections/open-source.ts';
import { guessFileFormat, placeholderNames } from './guess-file-format.ts';
import { inferFromProfile } from './infer-schema.ts';
import { profileSource } from './profile/table-profile.ts';
import type { InferredSchema } from './raw-table.ts';

/** What a person may already know of a table whose schema is inferred. */
export interface InferOptions {
  readonly format?: FormatName | undefined;
  readonly target?: string | undefined;
  readonly positive?: string | undefined;
  readonly name?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Infers a schema in one pass over the rows of a table, given by URI, as rows in memory or as a source. */
export async function inferFromSource(
  table: TableInput,
  options: InferOptions = {},
): Promise<InferredSchema> {
  const source = openSource(table, { format: options.format });
  // Only delimited text leaves open where its names are and what stands between its cells.
  const { delimiter, header } = source.delimited
    ? await guessFileFormat(source, options.signal)
    : { delimiter: ',', header: true };
  const names = header ? null : placeholderNames;
  const profile = await profileSource(source, { names, delimiter, signal: options.signal });
  const { schema, doubts } = inferFromProfile(
    { ...profile, hasHeader: header },
    {
      name: options.name ?? schemaName(source.uri),
      ...(options.target === undefined ? {} : { target: options.target }),
      ...(options.positive === undefined ? {} : { positive: options.positive }),
    },
  );
  return { schema: delimiter === ',' ? schema : { ...schema, file: { ...schema.file, delimiter } }, doubts };
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
