import type { DatasetSchema, TextEncodingName } from '@rampart/core';
import { loadSchema as findSchema } from '../load-schema.ts';

/** The schema that `--schema` names; `encoding` is what `--encoding` tells of the table's file. */
export async function loadSchema(fileOrName: string, encoding?: TextEncodingName): Promise<DatasetSchema> {
  const schema = await findSchema(fileOrName, '--schema');
  return encoding === undefined ? schema : { ...schema, file: { ...schema.file, encoding } };
}
