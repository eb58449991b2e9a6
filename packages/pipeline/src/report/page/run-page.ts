import type { DataReport } from '../../data-report/data-report.ts';
import type { Evaluation } from '../../evaluation/evaluate-predictor.ts';
import type { RunReport } from '../run-report.ts';

/** What a run came to, with the curves that its report leaves out, and what its rows are. */
export interface RunPage {
  readonly report: RunReport;
  readonly curves: Evaluation['curves'];
  readonly data: DataReport;
}
