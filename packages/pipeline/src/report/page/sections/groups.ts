import { dataTable } from '../../../data-report/html/data-table.ts';
import { count } from '../../../data-report/html/figures.ts';
import { html } from '../../../data-report/html/html.ts';
import type { Section } from '../../../data-report/html/section.ts';
import type { RunReport } from '../../run-report.ts';
import { score } from './score-figures.ts';

/** What is left where features are missing; null where the schema has no feature groups. */
export function groupsSection({ decisions }: RunReport): Section | null {
  const tried = decisions.flatMap((one) =>
    one.rows > 0 && one.holdout ? [{ ...one, holdout: one.holdout }] : [],
  );
  if (tried.length < 2) return null;
  return {
    id: 'groups',
    heading: 'With fewer features',
    content: html`<p>The same rows of the holdout with the cheapest feature groups alone, each with a calibration and a threshold of its own.</p>
${dataTable(
  'Scores by feature groups',
  [
    { text: 'Feature groups' },
    { text: 'Cost', numeric: true },
    { text: 'Threshold', numeric: true },
    { text: 'Accuracy', numeric: true },
    { text: 'Precision', numeric: true },
    { text: 'Recall', numeric: true },
    { text: 'ROC AUC', numeric: true },
  ],
  tried.toReversed().map(({ groups, cost, threshold, holdout }) => ({
    cells: [
      groups.length === 0 ? 'none' : groups.join(' + '),
      count(cost),
      score(threshold),
      score(holdout.accuracy),
      score(holdout.precision),
      score(holdout.recall),
      score(holdout.rocAuc),
    ],
  })),
)}`,
  };
}
