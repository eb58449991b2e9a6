import { type DatasetSchema, type TypedTable } from '@rampart/core';
import { writeFileAtomic } from '@rampart/core/internal';
import type { RunArtifacts } from '../run-artifacts.ts';
import type { RunReport } from '../run-report.ts';
import { runDataReport } from './run-data-report.ts';

/** A run, whose report is made, and its valid rows. */
export interface FinishedRun {
  readonly report: RunReport;
  readonly artifacts: RunArtifacts;
  readonly schema: DatasetSchema;
  readonly table: TypedTable;
  /** What the user called the table, without credentials. */
  readonly source: string;
}

/** Writes the page of a run to where its report says. What draws is loaded only here. */
export async function writeRunPage({ report, artifacts, ...rows }: FinishedRun): Promise<void> {
  const { renderRunPage } = await import('./render-run-page.ts');
  const data = runDataReport(report, { ...rows, when: new Date() });
  await writeFileAtomic(report.page, renderRunPage({ report, data, curves: artifacts.evaluation.curves }));
}
