import { join } from 'node:path';
import {
  type Config,
  createRunContext,
  type DatasetSchema,
  type Logger,
  type ProgressEvent,
  type RunContext,
  targetOf,
} from '@rampart/core';
import {
  codeVersion,
  concatRows,
  digestOf,
  settingsWithoutEffect,
  throwIfAborted,
  writeFileAtomic,
} from '@rampart/core/internal';
import { useBackend } from '@rampart/core/tensor';
import { doubts } from './evaluation/doubts.ts';
import { evaluateCandidate } from './evaluation/evaluate-candidate.ts';
import { type NamedUri, nameHoldouts } from './splitting/name-holdouts.ts';
import { foldColumns, groupColumns } from './splitting/split-table.ts';
import { DataIngestion } from './ingestion/stage.ts';
import { promote } from './pushing/promote.ts';
import { ModelPusher } from './pushing/stage.ts';
import { findProduction } from './production/find-production.ts';
import { libraryVersions } from './report/library-versions.ts';
import { exampleRecord } from './report/example-record.ts';
import { leakSentences } from './report/leak-sentences.ts';
import { writeRunPage } from './report/page/write-run-page.ts';
import { runReport } from './report/run-report.ts';
import type { TrainingRun } from './report/training-run.ts';
import type { FormatName } from './formats/index.ts';
import { openSource, type TableInput } from './connections/open-source.ts';
import type { Source } from '@rampart/core/rows';
import { readArrow } from './table/arrow-file.ts';
import { openTrackers } from './tracking/open-trackers.ts';
import { runParams } from './tracking/run-params.ts';
import { trackRun } from './tracking/track-run.ts';
import type { Tracker } from './tracking/tracker.ts';
import { carryingWarnings } from './training/carrying-warnings.ts';
import { requireWithinLimits } from './data-report/data-warning.ts';
import { concurrencyOf } from './training/threads/concurrency-of.ts';
import { ModelTrainer } from './training/stage.ts';
import { requireUnseenHoldout } from './training/warm-start.ts';
import { DataTransformation } from './transformation/stage.ts';
import { DataValidation } from './validation/stage.ts';

/** What a training run is made from. */
export interface TrainingPipelineOptions {
  /** The table: its URI or path, rows in memory, or a source of one's own. */
  readonly source: TableInput;
  /** The format of the tables, by default that of their names' endings. */
  readonly format?: FormatName | undefined;
  /**
   * Tables of their own to test on, each a URI or `name=URI`; the first one decides. A part of the source is held
   * out without one.
   */
  readonly holdout?: string | readonly string[] | null;
  readonly schema: DatasetSchema;
  readonly config: Config;
  /** Directory for the run, its artifacts and the bundles; made where it is missing. */
  readonly out: string;
  readonly logger: Logger;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: (event: ProgressEvent) => void;
  /** Trackers beside those of the settings. */
  readonly trackers?: readonly Tracker[];
}

/** What is known before the first stage. */
interface Prepared {
  readonly started: number;
  /** Of the bundle. */
  readonly name: string;
  readonly named: readonly NamedUri[];
  /** The source, then the holdouts. */
  readonly opened: readonly Source[];
  readonly digests: readonly (string | null)[];
  readonly backend: Awaited<ReturnType<typeof useBackend>>;
}

/** The order of the stages, from a source to a bundle. */
export class TrainingPipeline {
  readonly options: TrainingPipelineOptions;

  constructor(options: TrainingPipelineOptions) {
    this.options = options;
  }

  async run(): Promise<TrainingRun> {
    const { schema, config, out, logger, signal, progress } = this.options;
    const started = Date.now();
    targetOf(schema);
    const named = nameHoldouts([this.options.holdout ?? []].flat(), config.split);
    const opened = [this.options.source, ...named.map(({ uri }) => uri)].map((uri) =>
      openSource(uri, { format: this.options.format }),
    );
    const digests = await digestsOf(opened, signal);
    const backend = await useBackend(config.backend);
    logger.info(`backend ${backend.name}: ${backend.reason}`);
    for (const told of settingsWithoutEffect(config)) logger.warn(told);
    const name = config.name ?? schema.name;
    const store = join(out, 'bundles', name);
    const context = await createRunContext({ out, store, seed: config.seed, logger, signal, progress });
    const trackers = [...openTrackers(config, context, name), ...(this.options.trackers ?? [])];
    const tags = {
      schema: schema.name,
      source: opened[0]!.uri,
      backend: backend.name,
      version: codeVersion(),
    };
    return trackRun(context, trackers, { params: runParams(config), tags }, (tracked) =>
      this.#runStages(tracked, { started, name, named, opened, digests, backend }),
    );
  }

  async #runStages(
    context: RunContext,
    { started, name, named, opened, digests, backend }: Prepared,
  ): Promise<TrainingRun> {
    const { schema, config, logger } = this.options;
    const groupedBy = groupColumns(config.split);
    const shared = { schema, backend, groupedBy };
    // What cannot be told from what it was yesterday is read again.
    const factOf = (at: number) => ({
      uri: opened[at]!.uri,
      sha256: digests[at] ?? `unknown, read by run ${context.runId}`,
    });

    const { split, validation: limits } = config;
    const ingestion = await new DataIngestion({ split, validation: limits }, opened).run(
      {
        schema,
        format: this.options.format ?? null,
        source: factOf(0),
        holdouts: named.map(({ name: holdout }, at) => ({ name: holdout, ...factOf(at + 1) })),
      },
      context,
    );
    const validation = await new DataValidation(config.validation).run({ schema, ingestion }, context);
    for (const sentence of leakSentences(validation.leakAudit)) logger.info(sentence);
    const transformation = await new DataTransformation(config.transformation).run(
      { ...shared, validation },
      context,
    );
    const { training: trainer, transformation: refit } = config;
    const production = await findProduction(context.store);
    if (trainer.warmStart && production !== null) {
      requireUnseenHoldout({
        sameSplit: production.splitDigest === ingestion.split.sha256,
        by: split.by,
        ownHoldout: named.length > 0,
      });
    }
    const training = await new ModelTrainer(
      { training: trainer, transformation: refit },
      concurrencyOf(config),
    ).run(
      {
        ...shared,
        groupedBy: foldColumns(split),
        validation,
        transformation,
        ...(trainer.warmStart && production && { warmStart: production }),
      },
      context,
    );
    const carried = carryingWarnings(training.carriers ?? [], schema.limits);
    requireWithinLimits(carried, schema, 'ModelTrainer');
    const trained = { ...shared, validation, transformation, training };
    const evaluated = await evaluateCandidate(trained, config.evaluation, context);
    const { tracking: _, ...determining } = config;
    const lineage = {
      dataDigest: ingestion.source.snapshot.sha256,
      splitDigest: ingestion.split.sha256,
      schemaDigest: digestOf(schema),
      configDigest: digestOf(determining),
      backend: backend.name,
    };
    const libraries = libraryVersions(backend);
    const pushed = await new ModelPusher({}).run(
      { ...trained, name, evaluation: evaluated, lineage, libraries },
      context,
    );
    const { production: promoted, ...judged } = await promote(
      {
        version: pushed.version,
        trained,
        evaluation: evaluated,
        doubts: doubts(
          { ...training, classes: targetOf(schema).classes, evaluation: evaluated },
          config.evaluation,
        ),
        splitDigest: ingestion.split.sha256,
      },
      config.evaluation,
      context,
    );
    const evaluation = { ...evaluated, ...judged };
    const pushing = { ...pushed, production: promoted };

    const directory = join(context.out, 'runs', context.runId);
    const table = concatRows(
      await readArrow(context.resolve(validation.train)),
      await readArrow(context.resolve(validation.holdout)),
    );
    const artifacts = { ingestion, validation, transformation, training, evaluation, pushing };
    const { runId } = context;
    const report = runReport({
      runId,
      schema,
      backend,
      artifacts,
      directory,
      example: exampleRecord(table, schema),
      withoutEffect: settingsWithoutEffect(config),
      seconds: (Date.now() - started) / 1000,
    });
    await writeRunPage({ report, artifacts, schema, table, source: opened[0]!.uri });
    // Last: where it is, the run is whole.
    await writeFileAtomic(report.report, `${JSON.stringify(report, undefined, 2)}\n`);
    return { runId, ...artifacts, report };
  }
}

async function digestsOf(
  sources: readonly Source[],
  signal: AbortSignal | undefined,
): Promise<(string | null)[]> {
  try {
    return await Promise.all(sources.map((source) => source.digest(signal)));
  } finally {
    // Over an error of the driver too: each library reports an abort in a way of its own.
    throwIfAborted(signal);
  }
}
