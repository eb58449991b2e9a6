import { writeFile } from 'node:fs/promises';
import {
  type Config,
  type DatasetSchema,
  fileFact,
  RampartError,
  schemaPart,
  Stage,
  type StageContext,
} from '@rampart/core';
import { z } from 'zod';
import { openSource } from '../connections/open-source.ts';
import { type ReadTable, readTable, type Source } from '@rampart/core/rows';
import { requireEnoughValid } from '../checking/require-enough-valid.ts';
import { divideTable } from '../splitting/divide-table.ts';
import { writeSnapshot } from './snapshot.ts';
import { type SplitSummary, splitSummary } from '../splitting/split-manifest.ts';
import { splitProblems } from '../splitting/split-problems.ts';
import { counted } from '@rampart/core/internal';

/** A source as it may be shown, and the digest that tells what it held: its content's, or that of its version. */
const sourceFact = z.object({ uri: z.string(), sha256: z.string() });
type SourceFact = z.infer<typeof sourceFact>;

/** What an ingestion starts from. */
export const dataIngestionInput = z.object({
  /** All that says how a cell is read, which columns there must be, and which rows belong together. */
  schema: schemaPart({
    columns: [
      'values',
      'min',
      'max',
      'missing',
      'unit',
      'optional',
      'derive',
      'onMissing',
      'onInvalid',
      'onUnseen',
      'classes',
      'positive',
    ],
    whole: ['name', 'missing', 'file', 'key', 'rules'],
  }),
  /** The format that was asked for; null: as the sources' names say. */
  format: z.string().nullable(),
  source: sourceFact,
  /** Tables of their own to test on, the one that decides first; none to hold part of the source out. */
  holdouts: z.array(sourceFact.extend({ name: z.string() })),
});
export type DataIngestionInput = z.infer<typeof dataIngestionInput>;

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
  /** The tables of their own to test on. */
  holdouts: z.array(sourceSnapshot.extend({ name: z.string() })),
  /** A `SplitManifest`. */
  split: fileFact,
  /** What it says, without the rows. */
  splitSummary,
});
export type DataIngestionArtifact = z.infer<typeof dataIngestionArtifact>;

/** The settings that an ingestion depends on. */
export type DataIngestionConfig = Pick<Config, 'split' | 'validation'>;

/** Reads the sources into typed snapshots and decides which rows are held out. */
export class DataIngestion extends Stage<DataIngestionConfig, DataIngestionInput, DataIngestionArtifact> {
  readonly name = 'DataIngestion';
  readonly module = import.meta.url;
  readonly input = dataIngestionInput;
  readonly artifact = dataIngestionArtifact;
  readonly #sources: readonly Source[];

  /** `sources` are the opened tables, the source first, then the holdouts; without them the URIs are opened. */
  constructor(config: DataIngestionConfig, sources: readonly Source[] = []) {
    super(config);
    // Beside the input, which is kept: what is shown of a URI lacks the credentials that open it.
    this.#sources = sources;
  }

  protected override async execute({ schema, source, holdouts }: DataIngestionInput, context: StageContext) {
    const problems = splitProblems(schema, this.config.split);
    if (problems.length > 0) throw new RampartError('config', problems);
    const training = await this.#read(
      'the source',
      this.#sources[0] ?? openSource(source.uri),
      schema,
      context,
    );
    const given: (ReadTable & { readonly name: string })[] = [];
    for (const [at, { name, uri }] of holdouts.entries()) {
      const opened = this.#sources[at + 1] ?? openSource(uri);
      given.push({ name, ...(await this.#read(`the holdout \`${name}\``, opened, schema, context)) });
    }
    const manifest = divideTable(training.table, given, schema, this.config.split, context);
    const summary = splitSummary.parse(manifest);
    warnOfCrossing(summary, context);
    await writeFile(context.file('split.json'), JSON.stringify(manifest));
    const kept = [];
    for (const [at, read] of given.entries()) {
      const snapshot = await this.#keep(`holdout-${at + 1}`, holdouts[at]!, read, context);
      kept.push({ ...snapshot, name: read.name });
    }
    return {
      source: await this.#keep('source', source, training, context),
      holdouts: kept,
      split: await context.keep('split.json'),
      splitSummary: summary,
    };
  }

  async #read(
    where: string,
    source: Source,
    schema: DatasetSchema,
    context: StageContext,
  ): Promise<ReadTable> {
    const table = await readTable(source, schema, {
      signal: context.signal,
      onRows: (rows) => context.report(Number.NaN, `${counted(rows, 'row')} read`),
    });
    // Validation looks again, at more; but a table that cannot even be typed cannot be split either.
    requireEnoughValid(table.rejected, table.read, this.config.validation.maxQuarantined, where);
    return table;
  }

  async #keep(name: string, fact: SourceFact, read: ReadTable, context: StageContext) {
    await writeSnapshot(context.file(`${name}.arrow`), read);
    await writeFile(
      context.file(`${name}.rejected.ndjson`),
      read.rejected.map((row) => `${JSON.stringify(row)}\n`).join(''),
    );
    return {
      uri: fact.uri,
      sha256: fact.sha256,
      read: read.read,
      rows: read.table.rows,
      snapshot: await context.keep(`${name}.arrow`),
      rejected: await context.keep(`${name}.rejected.ndjson`),
      unknownColumns: [...read.unknownColumns],
    };
  }
}

/** Rows that a model has seen flatter its score: allowed where the user asked for such a split, but never unsaid. */
function warnOfCrossing({ by, holdouts }: SplitSummary, { logger }: StageContext): void {
  for (const { name, rows, vectors } of holdouts) {
    if (vectors.holdoutRows === 0) continue;
    logger.warn(
      `split by ${by}: the feature vectors of ${vectors.holdoutRows} of the ${counted(rows, 'row')} of \`${name}\` are in training too`,
    );
  }
}
