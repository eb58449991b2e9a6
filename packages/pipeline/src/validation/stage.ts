import { readFile, writeFile } from 'node:fs/promises';
import {
  type Config,
  fileFact,
  type RunContext,
  schemaPart,
  Stage,
  type StageContext,
  summarizeColumns,
  targetOf,
} from '@rampart/core';
import { columnSummary } from '@rampart/core/internal';
import { z } from 'zod';
import { type Snapshot, readSnapshot } from '../ingestion/snapshot.ts';
import { classNumbers } from '../splitting/split-table.ts';
import { splitManifest } from '../splitting/split-manifest.ts';
import { encodeArrow } from '../table/arrow-file.ts';
import { checkTable } from '../checking/check-table.ts';
import { dataWarning, judgeWarnings, requireWithinLimits } from '../data-report/data-warning.ts';
import {
  dataWarnings,
  fewVectorWarnings,
  freshnessWarnings,
  newestTime,
} from '../data-report/data-warnings.ts';
import { divideValid, nameOf, requireHoldoutRows } from './divide-valid.ts';
import { auditLeaks, leakAudit } from '../leaks/leak-audit.ts';
import { groupProblems, problemGroup, type QuarantinedRow, quarantinedRow } from '@rampart/core/rows';
import { requireClasses } from '../checking/require-classes.ts';
import { requireWeights } from '../checking/require-weights.ts';
import { requireEnoughValid } from '../checking/require-enough-valid.ts';

/** A source as it was read: which reasons and warnings name it, and what became of its rows. */
const readSource = z.object({
  uri: z.string(),
  read: z.number(),
  snapshot: fileFact,
  rejected: fileFact,
  unknownColumns: z.array(z.string()),
});

/** What a validation starts from. */
export const dataValidationInput = z.object({
  /** All that a row or a table may break; how cells were written is over by now. */
  schema: schemaPart({
    columns: ['values', 'min', 'max', 'derive', 'onMissing', 'onInvalid', 'onUnseen', 'classes', 'positive'],
    featureGroups: [],
    whole: ['name', 'rules', 'freshness', 'volume', 'limits'],
  }),
  ingestion: z.object({ source: readSource, holdouts: z.array(readSource), split: fileFact }),
});
export type DataValidationInput = z.infer<typeof dataValidationInput>;

/** Counts of rows on their way; `train`, `holdout` and the rows of further holdouts make up `valid`. */
export const rowCounts = z.object({
  read: z.number(),
  valid: z.number(),
  quarantined: z.number(),
  train: z.number(),
  holdout: z.number(),
});
export type RowCounts = z.infer<typeof rowCounts>;

/** What a validation leaves: the valid rows of both parts, the quarantined rows with their reasons, and what is known of the data. */
export const dataValidationArtifact = z.object({
  rows: rowCounts,
  train: fileFact,
  /** The rows that decide on the model. */
  holdout: fileFact,
  /** The holdouts beside it. */
  holdouts: z.array(z.object({ name: z.string(), rows: z.number(), file: fileFact })),
  quarantine: fileFact,
  problems: z.array(problemGroup),
  leakAudit,
  /** What a person should know of the source and the schema's limits let pass. */
  warnings: z.array(dataWarning),
  /** The time of the source's newest row, in milliseconds since 1970, where the schema declares its freshness. */
  newest: z.number().nullable(),
  /** Distributions of the training rows. */
  summaries: z.array(columnSummary),
});
export type DataValidationArtifact = z.infer<typeof dataValidationArtifact>;

/**
 * Checks every row against the schema, keeps the bad ones apart with their reasons, audits the rest for leaks, and
 * fails where a limit of the schema that is set to fail is broken.
 */
export class DataValidation extends Stage<Config['validation'], DataValidationInput, DataValidationArtifact> {
  readonly name = 'DataValidation';
  readonly module = import.meta.url;
  readonly input = dataValidationInput;
  readonly artifact = dataValidationArtifact;

  override async run(input: DataValidationInput, context: RunContext): Promise<DataValidationArtifact> {
    const artifact = await super.run(input, context);
    // Rows grow old while an artifact that is used again stays what it was.
    const stale = freshnessWarnings(input.schema, artifact.newest, new Date());
    requireWithinLimits(stale, input.schema, this.name);
    return artifact;
  }

  protected override async execute({ schema, ingestion }: DataValidationInput, context: StageContext) {
    const target = targetOf(schema);
    const checked = await Promise.all(
      [ingestion.source, ...ingestion.holdouts].map(async (source) => {
        const snapshot = await readSnapshot(context.resolve(source.snapshot));
        const rejected = await readQuarantine(context, source.rejected);
        return { rejected, ...checkSnapshot(snapshot, source.uri) };
      }),
    );
    function checkSnapshot({ table, lines }: Snapshot, source: string) {
      return checkTable(table, schema, target, (row) => ({ source, line: lines[row]! }));
    }
    const [training, given] = [checked[0]!, checked.slice(1)];

    const quarantined = checked.flatMap((part) => [...part.rejected, ...part.quarantined]);
    const problems = groupProblems(quarantined);
    const split = splitManifest.parse(JSON.parse(await readFile(context.resolve(ingestion.split), 'utf8')));
    const names = split.holdouts.filter(({ kind }) => kind === 'given').map(({ name }) => nameOf(name));
    const tables = [ingestion.source, ...ingestion.holdouts];
    const read = tables.reduce((sum, source) => sum + source.read, 0);
    const { maxQuarantined, maxWeightShare, holdoutClasses } = this.config;
    for (const [at, part] of checked.entries()) {
      const aside = [...part.rejected, ...part.quarantined];
      requireEnoughValid(aside, tables[at]!.read, maxQuarantined, ['the source', ...names][at]);
    }

    const { train, holdouts } = divideValid(split, training, given);
    const [holdout, further] = [holdouts[0]!, holdouts.slice(1)];
    requireHoldoutRows(split, holdouts, maxQuarantined);
    requireWeights({ where: 'the training rows', table: train }, schema, maxWeightShare);
    for (const { name, table } of holdouts) requireWeights({ where: nameOf(name), table }, schema, 1);
    const isGiven = split.by === 'given';
    requireClasses(
      [
        {
          where: `the training rows of \`${schema.name}\``,
          table: train,
          of: training.table,
          otherwise: "take it out of the target's `classes`",
        },
        ...(holdoutClasses === 'some'
          ? []
          : [
              {
                where: nameOf(holdout.name),
                table: holdout.table,
                of: isGiven ? holdout.table : training.table,
                otherwise: 'test without it with `validation.holdoutClasses: some`',
              },
            ]),
      ],
      schema,
    );
    const labels = classNumbers(training.table, target);
    const audit = auditLeaks(training.table, labels, schema, given[0]?.table ?? null);
    const warnings = dataWarnings({
      schema,
      read: ingestion.source.read,
      quarantined: training.rejected.length + training.quarantined.length,
      table: training.table,
      leakAudit: audit,
      brokenRules: training.brokenRules,
      unknownColumns: ingestion.source.unknownColumns,
    }).concat(fewVectorWarnings(holdout.table, schema, ` in ${nameOf(holdout.name)}`));
    requireWithinLimits(warnings, schema);

    await writeFile(context.file('train.arrow'), encodeArrow(train));
    await writeFile(context.file('holdout.arrow'), encodeArrow(holdout.table));
    const kept: DataValidationArtifact['holdouts'] = [];
    for (const [at, { name, table }] of further.entries()) {
      await writeFile(context.file(`holdout-${at + 2}.arrow`), encodeArrow(table));
      kept.push({ name, rows: table.rows, file: await context.keep(`holdout-${at + 2}.arrow`) });
    }
    await writeFile(
      context.file('quarantine.ndjson'),
      quarantined.map((row) => `${JSON.stringify(row)}\n`).join(''),
    );
    return {
      rows: {
        read,
        valid: checked.reduce((sum, { table }) => sum + table.rows, 0),
        quarantined: quarantined.length,
        train: train.rows,
        holdout: holdout.table.rows,
      },
      train: await context.keep('train.arrow'),
      holdout: await context.keep('holdout.arrow'),
      holdouts: kept,
      quarantine: await context.keep('quarantine.ndjson'),
      problems,
      leakAudit: audit,
      warnings: [...judgeWarnings(warnings, schema.limits).warned],
      newest: newestTime(training.table, schema),
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
