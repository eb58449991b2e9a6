import { writeFile } from 'node:fs/promises';
import {
  type Config,
  type DatasetSchema,
  digestOf,
  fileFact,
  Stage,
  type StageContext,
  targetOf,
} from '@rampart/core';
import { z } from 'zod';
import { openSource } from '../sources/open-source.ts';
import { requireEnoughValid } from '../validation/requirements.ts';
import { type ReadTable, readTable } from './read-table.ts';
import { writeSnapshot } from './snapshot.ts';
import { splitTable } from './split-table.ts';

/** A source and the digest of what it held. */
export interface SourceFact {
  readonly uri: string;
  readonly sha256: string;
}

/** What an ingestion starts from. */
export interface DataIngestionInput {
  readonly schema: DatasetSchema;
  readonly source: SourceFact;
  /** A separate table to test on; null to hold part of the source out. */
  readonly holdout: SourceFact | null;
}

const sourceSnapshot = z.object({
  uri: z.string(),
  sha256: z.string(),
  /** Rows that the source held. */
  read: z.number(),
  /** Rows that could be typed; the snapshot's. */
  rows: z.number(),
  snapshot: fileFact,
  /** Rows that could not be typed, with their reasons: one JSON object a line. */
  rejected: fileFact,
  unknownColumns: z.array(z.string()),
});

/** What an ingestion leaves: a columnar snapshot of each source, and which rows are held out. */
export const dataIngestionArtifact = z.object({
  source: sourceSnapshot,
  holdout: sourceSnapshot.nullable(),
  split: fileFact,
});
export type DataIngestionArtifact = z.infer<typeof dataIngestionArtifact>;

/** How the rows were divided; the positions are those of the snapshot. */
export const splitManifest = z.object({
  method: z.enum(['stratified-groups', 'given']),
  seed: z.number(),
  fraction: z.number().nullable(),
  rows: z.number(),
  holdoutRows: z.array(z.number()),
  digest: z.string(),
});
export type SplitManifest = z.infer<typeof splitManifest>;

/** The settings that an ingestion depends on. */
export type DataIngestionConfig = Pick<Config, 'split' | 'validation'>;

/** Reads the sources into typed snapshots and decides which rows are held out. */
export class DataIngestion extends Stage<DataIngestionConfig, DataIngestionInput, DataIngestionArtifact> {
  readonly name = 'DataIngestion';
  readonly version = 1;
  readonly artifact = dataIngestionArtifact;

  protected override async execute({ schema, source, holdout }: DataIngestionInput, context: StageContext) {
    const training = await this.#read(source, schema, context);
    const testing = holdout === null ? null : await this.#read(holdout, schema, context);
    const held =
      testing === null
        ? splitTable(training.table, schema, targetOf(schema), this.config.split.holdout, context.random)
        : new Uint8Array(training.table.rows);
    const plan = {
      method: testing === null ? ('stratified-groups' as const) : ('given' as const),
      seed: context.seed,
      fraction: testing === null ? this.config.split.holdout : null,
      rows: training.table.rows,
      holdoutRows: Array.from(held.keys()).filter((row) => held[row] === 1),
    };
    await writeFile(context.file('split.json'), JSON.stringify({ ...plan, digest: digestOf(plan) }));
    return {
      source: await this.#keep('source', source, training, context),
      holdout: holdout === null ? null : await this.#keep('holdout', holdout, testing!, context),
      split: await context.keep('split.json'),
    };
  }

  async #read({ uri }: SourceFact, schema: DatasetSchema, context: StageContext): Promise<ReadTable> {
    const table = await readTable(openSource(uri), schema, {
      signal: context.signal,
      onRows: (rows) => context.report(Number.NaN, `${rows} rows read`),
    });
    // Validation looks again, at more; but a table that cannot even be typed cannot be split either.
    requireEnoughValid(table.rejected, table.read, this.config.validation.maxQuarantined);
    return table;
  }

  async #keep(name: string, fact: SourceFact, read: ReadTable, context: StageContext) {
    await writeSnapshot(context.file(`${name}.arrow`), read);
    await writeFile(
      context.file(`${name}.rejected.ndjson`),
      read.rejected.map((row) => `${JSON.stringify(row)}\n`).join(''),
    );
    return {
      ...fact,
      read: read.read,
      rows: read.table.rows,
      snapshot: await context.keep(`${name}.arrow`),
      rejected: await context.keep(`${name}.rejected.ndjson`),
      unknownColumns: [...read.unknownColumns],
    };
  }
}
