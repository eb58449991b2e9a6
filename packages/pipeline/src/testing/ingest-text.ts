import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ingestTable, type IngestOptions, type IngestResult } from '../etl/ingest-table.ts';
import { openSource } from '../connections/open-source.ts';
import { exampleSchema } from './example-table.ts';

/** The header line of the example table. */
export const exampleHeader = 'bytes,flag,protocol,attack\n';

let files = 0;

/** Writes a text as a CSV file of its own in a directory; its path. */
export async function csvFile(directory: string, text: string): Promise<string> {
  const path = join(directory, `${files++}.csv`);
  await writeFile(path, text);
  return path;
}

/** Loads a file, by the schema of the example table unless another is given. */
export function ingestFile(
  path: string,
  sink: IngestOptions['sink'],
  more: Partial<IngestOptions> = {},
): Promise<IngestResult> {
  return ingestTable({ source: openSource(path), schema: exampleSchema, sink, ...more });
}

/** The counts of an ingest alone. */
export function ingestCounts({
  read,
  valid,
  quarantined,
  new: added,
  alreadyThere,
  repeated,
  refused,
}: IngestResult) {
  return { read, valid, quarantined, new: added, alreadyThere, repeated, refused };
}
