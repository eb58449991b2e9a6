import { quote, RampartError } from '@rampart/core';
import type { FormatName } from '../../sources/formats/table-format.ts';
import { arrowWriter } from './arrow-writer.ts';
import { csvWriter } from './csv-writer.ts';
import { jsonWriter, ndjsonWriter } from './json-writer.ts';
import { parquetWriter } from './parquet-writer.ts';
import type { TableWriter } from './table-writer.ts';

const writers: Readonly<Record<FormatName, TableWriter>> = {
  csv: csvWriter,
  ndjson: ndjsonWriter,
  json: jsonWriter,
  parquet: parquetWriter,
  arrow: arrowWriter,
};

const endings: Readonly<Record<string, FormatName>> = {
  csv: 'csv',
  ndjson: 'ndjson',
  jsonl: 'ndjson',
  json: 'json',
  parquet: 'parquet',
  arrow: 'arrow',
  feather: 'arrow',
};

/** How the table of that name is to be written: the format, told or by the ending, and whether `.gz` stands behind it. */
export interface ChosenWriter {
  readonly writer: TableWriter;
  readonly gzip: boolean;
}

/** The writer for a file name; throws where neither a format is told nor the ending is known. */
export function chooseWriter(name: string, format?: FormatName): ChosenWriter {
  const gzip = /\.gz$/i.test(name);
  const ending = /\.([a-z0-9]+)$/i.exec(name.replace(/\.gz$/i, ''))?.[1]?.toLowerCase();
  const chosen = format ?? (ending === undefined ? undefined : endings[ending]);
  if (chosen !== undefined) return { writer: writers[chosen], gzip };
  throw new RampartError('usage', {
    where: name,
    expected: `a format: a name that ends in .${Object.keys(endings).join(', .')}, each with or without .gz`,
    received: ending === undefined ? 'a name without an ending' : quote(`.${ending}`),
    fix: `Or tell it: \`--format\` ${Object.keys(writers).join(', ')}.`,
  });
}
