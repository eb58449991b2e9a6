import { basename } from 'node:path';
import { openSource } from '../sources/open-source.ts';
import { guessFileFormat, placeholderNames } from './guess-file-format.ts';
import { inferSchema } from './infer-schema.ts';

/** What a person may already know of a table whose schema is inferred. */
export interface InferOptions {
  readonly target?: string | undefined;
  readonly positive?: string | undefined;
  readonly name?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Infers a schema from a source's rows. */
export async function inferFromSource(
  uri: string,
  options: InferOptions,
): Promise<ReturnType<typeof inferSchema>> {
  const source = openSource(uri);
  const { delimiter, header } = await guessFileFormat(source);
  const names = header ? null : placeholderNames;
  const rows: (readonly unknown[])[] = [];
  let found: readonly string[] = [];
  for await (const batch of source.read({ names, delimiter, signal: options.signal })) {
    found = batch.names;
    for (const row of batch.rows) rows.push(row.cells);
  }
  const { schema, doubts } = inferSchema(
    { names: [...found], rows, hasHeader: header },
    {
      name: options.name ?? schemaName(uri),
      ...(options.target === undefined ? {} : { target: options.target }),
      ...(options.positive === undefined ? {} : { positive: options.positive }),
    },
  );
  return { schema: delimiter === ',' ? schema : { ...schema, file: { ...schema.file, delimiter } }, doubts };
}

function schemaName(uri: string): string {
  const name = basename(uri)
    .replace(/\.[A-Za-z0-9]+$/, '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '');
  return name === '' ? 'table' : name;
}
