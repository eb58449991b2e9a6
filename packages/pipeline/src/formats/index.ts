import { arrow } from './arrow.ts';
import { csv } from './csv.ts';
import { json } from './json.ts';
import { ndjson } from './ndjson.ts';
import { parquet } from './parquet.ts';
import type { FormatName, TableFormat } from './table-format.ts';

/** Every format that can be read. */
export const formats: readonly TableFormat[] = [csv, ndjson, json, parquet, arrow];

/** Their names, as `--format` takes them. */
export const formatNames: readonly FormatName[] = formats.map(({ name }) => name);
