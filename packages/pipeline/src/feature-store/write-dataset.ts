import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetSchema, TypedTable } from '@rampart/core';
import {
  digestOf,
  publishDirectory,
  RampartError,
  removeStaleTemporaries,
  sha256,
  throwIfAborted,
  withTemporaryDirectory,
} from '@rampart/core/internal/tables';
import type { TypedChunk } from '@rampart/core/rows';
import { encodeArrow } from '../table/arrow-file.ts';
import { compactColumns } from '../table/compact-numbers.ts';
import { blockDigest, blockRows, contentDigest } from './content-digest.ts';
import { cutBlocks } from './cut-blocks.ts';
import { codedColumns } from './coded-columns.ts';
import { datasetVersions } from './list-datasets.ts';
import { type DatasetManifest, manifestFile, readDatasetManifest, storeFormat } from './manifest.ts';

/** What a dataset is made of, beside its rows. */
export interface DatasetFacts {
  readonly schema: DatasetSchema;
  /** Where the rows come from, without credentials. */
  readonly source: string;
  /** Awaited once the rows are written, so that it may be found beside that. */
  readonly sourceDigest?: Promise<string | null> | string | null | undefined;
  readonly query?: string | null | undefined;
}

/** How a dataset is written. */
export interface WriteDatasetOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told after each part how many rows have been written. */
  readonly onRows?: ((rows: number) => void) | undefined;
}

/** A dataset written; `added` is false where the newest version held the same already and was left as it is. */
export interface WrittenDataset {
  readonly manifest: DatasetManifest;
  readonly directory: string;
  readonly added: boolean;
}

/** Parts that may be on their way to the disk while the next one is made. */
const mostPending = 6;

/**
 * Writes checked chunks as the next version of a dataset, part by part as they come, and shows it only when it is
 * whole. Memory holds a few parts, whatever the number of rows. Rows that chunks rejected are counted.
 */
export async function writeDataset(
  store: string,
  name: string,
  chunks: AsyncIterable<TypedChunk>,
  facts: DatasetFacts,
  { signal, onRows }: WriteDatasetOptions = {},
): Promise<WrittenDataset> {
  const home = join(store, name);
  await removeStaleTemporaries(home);
  return withTemporaryDirectory(home, async (parent) => {
    const unfinished = join(parent, 'version');
    await mkdir(unfinished);
    let quarantined = 0;
    async function* tables(): AsyncGenerator<TypedTable> {
      for await (const { table, rejected, release } of chunks) {
        quarantined += rejected.length;
        yield table;
        release?.();
      }
    }
    const written = await writeParts(unfinished, tables(), facts.schema, { signal, onRows });
    const content: Omit<DatasetManifest, 'version'> = {
      format: storeFormat,
      name,
      source: facts.source,
      sourceDigest: (await facts.sourceDigest) ?? null,
      query: facts.query ?? null,
      schemaDigest: digestOf(facts.schema),
      schema: facts.schema,
      ...written,
      quarantined,
      createdAt: new Date().toISOString(),
    };
    return publish(home, unfinished, content);
  });
}

async function writeParts(
  directory: string,
  tables: AsyncIterable<TypedTable>,
  schema: DatasetSchema,
  { signal, onRows }: WriteDatasetOptions,
): Promise<Pick<DatasetManifest, 'parts' | 'rows' | 'contentDigest'>> {
  const parts: DatasetManifest['parts'] = [];
  const digests: string[] = [];
  const coded = codedColumns(schema);
  const pending = new Set<Promise<void>>();
  let rows = 0;
  try {
    for await (const block of cutBlocks(tables, blockRows(schema.columns.length))) {
      throwIfAborted(signal);
      const compact = compactColumns(block);
      digests.push(blockDigest(block, compact));
      const bytes = encodeArrow(block, new Map([...compact].filter(([column]) => coded.has(column))));
      const file = `part-${String(parts.length + 1).padStart(5, '0')}.arrow`;
      parts.push({ file, rows: block.rows, bytes: bytes.length, sha256: sha256(bytes) });
      const writing = writeSynced(join(directory, file), bytes);
      pending.add(writing);
      // A failure is thrown where it is awaited, not where nobody listens.
      writing.then(
        () => pending.delete(writing),
        () => undefined,
      );
      if (pending.size >= mostPending) await Promise.race(pending);
      rows += block.rows;
      onRows?.(rows);
    }
  } finally {
    await Promise.allSettled(pending);
  }
  await Promise.all(pending);
  return { rows, parts, contentDigest: contentDigest(rows, digests) };
}

/** Writes a file and waits for the disk, so that the end of a large dataset need not wait for all of it. */
async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Gives the finished directory the next number, unless the newest version holds the same. */
async function publish(
  home: string,
  unfinished: string,
  content: Omit<DatasetManifest, 'version'>,
): Promise<WrittenDataset> {
  for (let refused = 0; ; ) {
    const newest = (await datasetVersions(home)).at(-1) ?? 0;
    if (newest > 0) {
      const directory = join(home, String(newest));
      const manifest = await readDatasetManifest(directory);
      if (holdsTheSame(manifest, content)) return { manifest, directory, added: false };
    }
    const version = newest + 1;
    const directory = join(home, String(version));
    // The number is still free, yet the rename was refused: trying again would never end.
    if (version === refused) throw notWritable(directory);
    const manifest: DatasetManifest = { ...content, version };
    await writeFile(join(unfinished, manifestFile), `${JSON.stringify(manifest, undefined, 2)}\n`);
    if (await publishDirectory(unfinished, directory)) return { manifest, directory, added: true };
    refused = version;
  }
}

function holdsTheSame(one: DatasetManifest, other: Omit<DatasetManifest, 'version'>): boolean {
  const facts = ['contentDigest', 'schemaDigest', 'source', 'query', 'quarantined'] as const;
  return facts.every((fact) => one[fact] === other[fact]);
}

function notWritable(where: string): RampartError {
  return new RampartError('usage', {
    where,
    expected: 'to make this directory',
    received: 'a refusal by the file system',
    fix: 'Check the rights of the feature store.',
  });
}
