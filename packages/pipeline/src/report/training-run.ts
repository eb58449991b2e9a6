import type { RunArtifacts } from './run-artifacts.ts';
import type { RunReport } from './run-report.ts';

/** What a training run leaves, stage by stage, and its report. */
export interface TrainingRun extends RunArtifacts {
  readonly runId: string;
  readonly report: RunReport;
}
