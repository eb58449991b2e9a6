import { csv, ndjson } from '@rampart/core/formats';
import { arrow } from './arrow.ts';
import { json } from './json.ts';
import { parquet } from './parquet.ts';

/** Every format that can be read. */
export const formats = [csv, ndjson, json, parquet, arrow] as const;

/** A format's name, as `--format` takes it. */
export type FormatName = (typeof formats)[number]['name'];
