import { arrow } from './arrow.ts';
import { csv, type FormatName, ndjson, type TableFormat } from '@rampart/core/formats';
import { json } from './json.ts';
import { parquet } from './parquet.ts';

/** Every format that can be read. */
export const formats: readonly TableFormat[] = [csv, ndjson, json, parquet, arrow];

/** Their names, as `--format` takes them. */
export const formatNames: readonly FormatName[] = formats.map(({ name }) => name);
