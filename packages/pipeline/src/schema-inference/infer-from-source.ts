import { basename } from 'node:path';
import { openSource } from '../sources/open-source.ts';
import type { Source } from '../sources/source.ts';
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
  const delimiter = ',';
  const hasHeader = await startsWithHeader(source, delimiter);
  const names = hasHeader ? null : placeholderNames;
  const rows: (readonly unknown[])[] = [];
  let found: readonly string[] = [];
  for await (const batch of source.read({ names, delimiter, signal: options.signal })) {
    found = batch.names;
    for (const row of batch.rows) rows.push(row.cells);
  }
  return inferSchema(
    { names: [...found], rows, hasHeader },
    {
      name: options.name ?? schemaName(uri),
      ...(options.target === undefined ? {} : { target: options.target }),
      ...(options.positive === undefined ? {} : { positive: options.positive }),
    },
  );
}

const placeholderNames = (cells: number) => Array.from({ length: cells }, (_, at) => `column_${at + 1}`);

/** Whether the first line names the columns: a line of data repeats itself, leaves cells empty, or holds numbers. */
async function startsWithHeader(source: Source, delimiter: string): Promise<boolean> {
  for await (const batch of source.read({ names: placeholderNames, delimiter })) {
    const cells = (batch.rows[0]?.cells ?? []).map((cell) => String(cell).trim());
    const numbers = cells.filter((cell) => cell !== '' && Number.isFinite(Number(cell))).length;
    return (
      numbers === 0 ||
      (numbers * 2 < cells.length && new Set(cells).size === cells.length && !cells.includes(''))
    );
  }
  return true;
}

function schemaName(uri: string): string {
  const name = basename(uri)
    .replace(/\.[A-Za-z0-9]+$/, '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '');
  return name === '' ? 'table' : name;
}
