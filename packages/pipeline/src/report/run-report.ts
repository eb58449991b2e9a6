import { join } from 'node:path';
import { type DatasetSchema, type Decision, type Metrics, targetOf } from '@rampart/core';
import { featureGroupsOf, type MetricIntervals } from '@rampart/core/internal';
import type { useBackend } from '@rampart/core/tensor';
import type { Verdict } from '../evaluation/judge.ts';
import { withHoldout } from '../evaluation/evaluate-decisions.ts';
import type { SplitSummary } from '../splitting/split-manifest.ts';
import type { LeakAudit } from '../leaks/leak-audit.ts';
import { type DataWarning, judgeWarnings } from '../data-report/data-warning.ts';
import { freshnessWarnings } from '../data-report/data-warnings.ts';
import type { ProblemGroup } from '@rampart/core/rows';
import { carryingWarnings } from '../training/carrying-warnings.ts';
import type { RowCounts } from '../validation/stage.ts';
import type { RunArtifacts } from './run-artifacts.ts';

/** A decision with what its feature groups cost, and on how many rows of the deciding holdout it was tried. */
export interface ReportedDecision extends Decision {
  readonly cost: number;
  readonly rows: number;
}

/** The file in a run's directory that holds its report; it is written last. */
export const reportFile = 'report.json';
/** The same as a page, beside it. */
export const pageFile = 'report.html';

/** What a run came to: the document that `rampart run --json` prints and the run's directory keeps. */
export interface RunReport {
  readonly runId: string;
  readonly schema: string;
  readonly classes: readonly string[];
  /** The class that the metrics are about; null where they are averages over all classes. */
  readonly positive: string | null;
  readonly rows: RowCounts;
  /** Why rows were quarantined, grouped. */
  readonly problems: readonly ProblemGroup[];
  /** Columns of the source that the schema does not know. */
  readonly unknownColumns: readonly string[];
  readonly leakAudit: LeakAudit;
  /** What a person should know of the data, under the names of the schema's `limits`. */
  readonly warnings: readonly DataWarning[];
  /** Settings of the user that could have no effect beside other ones, each as a sentence that says why. */
  readonly withoutEffect: readonly string[];
  /** What each candidate was and how it did out of fold; the constant prior after those of the configuration, then drawn ones of a search. */
  readonly candidates: RunArtifacts['training']['candidates'];
  readonly chosen: string;
  /** Whether the chosen candidate is the best one, or the simplest of those that are hardly worse. */
  readonly chosenBy: RunArtifacts['training']['chosenBy'];
  /** What the chosen candidate saves over the constant prior out of fold, in nats a row. */
  readonly gain: RunArtifacts['training']['gain'];
  /** What the model knows from each feature, the most important one first. */
  readonly importance: RunArtifacts['training']['importance'];
  /** The version that the network was to go on from, and why it did not; null: it did. */
  readonly warmStart: RunArtifacts['training']['warmStart'];
  /** The chosen candidate on out-of-fold rows, calibrated, each decided by the feature groups that it has. */
  readonly outOfFold: Metrics;
  /** How its logits of complete rows become probabilities. */
  readonly calibration: RunArtifacts['training']['calibration'];
  /** What is decided on complete rows, and then on those of each other subset of the feature groups. */
  readonly decisions: readonly ReportedDecision[];
  /** How the rows were divided, and what the parts share. */
  readonly split: SplitSummary;
  /** The holdout that decides. */
  readonly holdout: {
    readonly name: string;
    readonly rows: number;
    readonly metrics: MetricIntervals;
    readonly confusion: readonly (readonly number[])[];
    /** How many models have been scored on this holdout. */
    readonly looks: number;
  };
  /** What always answering with the class shares of training comes to on the holdout that decides. */
  readonly prior: RunArtifacts['evaluation']['prior'];
  /** The holdouts beside it. */
  readonly holdouts: readonly RunReport['holdout'][];
  readonly verdict: Verdict;
  readonly backend: { readonly name: string; readonly reason: string; readonly version: string };
  readonly bundle: RunArtifacts['pushing'];
  readonly seconds: number;
  /** Where this document is kept. */
  readonly report: string;
  /** Where the page for people is kept. */
  readonly page: string;
  /** A record as the model is asked about it: the first golden row. */
  readonly example: Readonly<Record<string, unknown>>;
}

/** Gathers a run's report from what its stages left. */
export function runReport(run: {
  readonly runId: string;
  readonly schema: DatasetSchema;
  readonly backend: Awaited<ReturnType<typeof useBackend>>;
  readonly artifacts: RunArtifacts;
  /** The directory that the report is kept in. */
  readonly directory: string;
  readonly example: RunReport['example'];
  readonly withoutEffect: readonly string[];
  readonly seconds: number;
}): RunReport {
  const { ingestion, validation, training, evaluation, pushing } = run.artifacts;
  const { classes, positive } = targetOf(run.schema);
  return {
    runId: run.runId,
    schema: run.schema.name,
    classes,
    positive: positive === null ? null : classes[positive]!,
    rows: validation.rows,
    problems: validation.problems,
    unknownColumns: ingestion.source.unknownColumns,
    leakAudit: validation.leakAudit,
    warnings: [
      ...validation.warnings,
      ...judgeWarnings(
        [
          ...freshnessWarnings(run.schema, validation.newest, new Date()),
          ...carryingWarnings(training.carriers ?? [], run.schema.limits),
        ],
        run.schema.limits,
      ).warned,
    ],
    withoutEffect: run.withoutEffect,
    candidates: training.candidates,
    chosen: training.chosen,
    chosenBy: training.chosenBy,
    gain: training.gain,
    importance: training.importance,
    warmStart: training.warmStart,
    outOfFold: training.outOfFold,
    calibration: training.calibration,
    decisions: reportedDecisions(run.schema, run.artifacts),
    split: ingestion.splitSummary,
    holdout: reported({
      ...evaluation,
      name: ingestion.splitSummary.holdouts[0]!.name,
      looks: evaluation.holdoutLooks,
    }),
    prior: evaluation.prior,
    holdouts: evaluation.holdouts.map(reported),
    verdict: evaluation.verdict,
    backend: run.backend,
    bundle: pushing,
    seconds: run.seconds,
    report: join(run.directory, reportFile),
    page: join(run.directory, pageFile),
    example: run.example,
  };
}

function reportedDecisions(
  schema: DatasetSchema,
  { training, evaluation }: Pick<RunArtifacts, 'training' | 'evaluation'>,
): ReportedDecision[] {
  const tried = new Map(evaluation.decisions.map(({ groups, rows }) => [groups.join(), rows]));
  const costs = new Map(featureGroupsOf(schema).map(({ name, cost }) => [name, cost]));
  return withHoldout(training.decisions, evaluation.decisions).map((decision) => ({
    ...decision,
    cost: decision.groups.reduce((sum, name) => sum + costs.get(name)!, 0),
    rows: tried.get(decision.groups.join()) ?? 0,
  }));
}

/** The verdict in a word. */
export function verdictWord({ accepted, unchanged }: Verdict): 'accepted' | 'unchanged' | 'rejected' {
  return accepted ? 'accepted' : unchanged ? 'unchanged' : 'rejected';
}

/** Without the curves, which would make most of the document. */
function reported({ name, rows, metrics, confusion, looks }: RunReport['holdout']): RunReport['holdout'] {
  return { name, rows, metrics, confusion, looks };
}
