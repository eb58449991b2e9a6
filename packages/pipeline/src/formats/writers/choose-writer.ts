import { formatOf } from '../format-of.ts';
import type { FormatName } from '../index.ts';
import { arrowWriter } from './arrow-writer.ts';
import { csvWriter } from './csv-writer.ts';
import { jsonWriter, ndjsonWriter } from './json-writer.ts';
import { parquetWriter } from './parquet-writer.ts';
import type { TableWriter } from './table-writer.ts';

const writers: Readonly<Record<Exclude<FormatName, 'csv'>, TableWriter>> = {
  ndjson: ndjsonWriter,
  json: jsonWriter,
  parquet: parquetWriter,
  arrow: arrowWriter,
};

/** How the table of a name is to be written. */
export interface ChosenWriter {
  readonly writer: TableWriter;
  readonly gzip: boolean;
}

/** The writer for a name: of the format that is told, or of the one that its ending tells; `.gz` compresses. */
export function chooseWriter(name: string, told?: FormatName): ChosenWriter {
  const format = formatOf(name, name, told).name;
  const tabs = /\.(?:tsv|tab)(?:\.gz)?$/i.test(name);
  return {
    writer: format === 'csv' ? csvWriter(tabs ? '\t' : ',') : writers[format],
    gzip: /\.gz$/i.test(name),
  };
}
