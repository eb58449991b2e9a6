import { readFile, writeFile } from 'node:fs/promises';
import {
  columnSummary,
  type Config,
  type DatasetSchema,
  fileFact,
  type RunContext,
  Stage,
  type StageContext,
  summarizeColumns,
  takeRows,
  targetOf,
} from '@rampart/core';
import { z } from 'zod';
import { type Snapshot, readSnapshot } from '../ingestion/snapshot.ts';
import { classNumbers } from '../ingestion/split-table.ts';
import { type DataIngestionArtifact, splitManifest } from '../ingestion/stage.ts';
import { encodeArrow } from '../table/arrow-file.ts';
import { checkTable } from './check-table.ts';
import { auditLeaks, leakAudit } from './leak-audit.ts';
import { groupProblems, problemGroup, type QuarantinedRow, quarantinedRow } from './quarantine.ts';
import { requireClasses, requireEnoughValid } from './requirements.ts';

/** What a validation starts from. */
export interface DataValidationInput {
  readonly schema: DatasetSchema;
  readonly ingestion: DataIngestionArtifact;
}

/** Counts of rows on their way; `train` and `holdout` add up to `valid`. */
export const rowCounts = z.object({
  read: z.number(),
  valid: z.number(),
  quarantined: z.number(),
  train: z.number(),
  holdout: z.number(),
});
export type RowCounts = z.infer<typeof rowCounts>;

/** What a validation leaves: the valid rows of both parts, the rows set aside with their reasons, and what is known of the data. */
export const dataValidationArtifact = z.object({
  rows: rowCounts,
  train: fileFact,
  holdout: fileFact,
  quarantine: fileFact,
  problems: z.array(problemGroup),
  leakAudit,
  /** Distributions of the training rows. */
  summaries: z.array(columnSummary),
});
export type DataValidationArtifact = z.infer<typeof dataValidationArtifact>;

/** Checks every row against the schema, keeps the bad ones apart with their reasons, and audits the rest for leaks. */
export class DataValidation extends Stage<Config['validation'], DataValidationInput, DataValidationArtifact> {
  readonly name = 'DataValidation';
  readonly version = 1;
  readonly artifact = dataValidationArtifact;

  protected override async execute({ schema, ingestion }: DataValidationInput, context: StageContext) {
    const target = targetOf(schema);
    const checked = await Promise.all(
      [ingestion.source, ingestion.holdout].map(async (source) => {
        if (source === null) return null;
        const snapshot = await readSnapshot(context.resolve(source.snapshot));
        const rejected = await readQuarantine(context, source.rejected);
        return { rejected, ...checkSnapshot(snapshot, source.uri) };
      }),
    );
    function checkSnapshot({ table, lines }: Snapshot, source: string) {
      return checkTable(table, schema, target, (row) => ({ source, line: lines[row]! }));
    }
    const [training, testing] = [checked[0]!, checked[1] ?? null];

    const quarantined = checked.flatMap((part) =>
      part === null ? [] : [...part.rejected, ...part.quarantined],
    );
    const problems = groupProblems(quarantined);
    const read = ingestion.source.read + (ingestion.holdout?.read ?? 0);
    requireEnoughValid(quarantined, read, this.config.maxQuarantined);

    const split = splitManifest.parse(JSON.parse(await readFile(context.resolve(ingestion.split), 'utf8')));
    const held = new Set(split.holdoutRows);
    const positions = Array.from(training.rows.keys());
    const train = takeRows(
      training.table,
      positions.filter((at) => !held.has(training.rows[at]!)),
    );
    const holdout =
      testing?.table ??
      takeRows(
        training.table,
        positions.filter((at) => held.has(training.rows[at]!)),
      );
    const labels = classNumbers(training.table, target);
    requireClasses(classNumbers(train, target), target.classes, schema.name);

    await writeFile(context.file('train.arrow'), encodeArrow(train));
    await writeFile(context.file('holdout.arrow'), encodeArrow(holdout));
    await writeFile(
      context.file('quarantine.ndjson'),
      quarantined.map((row) => `${JSON.stringify(row)}\n`).join(''),
    );
    return {
      rows: {
        read,
        valid: train.rows + holdout.rows,
        quarantined: quarantined.length,
        train: train.rows,
        holdout: holdout.rows,
      },
      train: await context.keep('train.arrow'),
      holdout: await context.keep('holdout.arrow'),
      quarantine: await context.keep('quarantine.ndjson'),
      problems,
      leakAudit: auditLeaks(training.table, labels, schema, testing?.table ?? null),
      summaries: summarizeColumns(train, schema),
    };
  }
}

async function readQuarantine(
  context: RunContext,
  file: z.infer<typeof fileFact>,
): Promise<QuarantinedRow[]> {
  const text = await readFile(context.resolve(file), 'utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => quarantinedRow.parse(JSON.parse(line)));
}
