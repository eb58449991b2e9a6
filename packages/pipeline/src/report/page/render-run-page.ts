import { moment } from '../../data-report/html/figures.ts';
import { html } from '../../data-report/html/html.ts';
import { pagePlaces } from '../../data-report/html/page-places.ts';
import { renderPage } from '../../data-report/html/page.ts';
import { columnsSection } from '../../data-report/html/sections/columns.ts';
import { leakAuditSection } from '../../data-report/html/sections/leak-audit.ts';
import { missingSection } from '../../data-report/html/sections/missing-values.ts';
import { problemsSection } from '../../data-report/html/sections/problems.ts';
import { warningsSection } from '../../data-report/html/sections/warnings.ts';
import type { RunPage } from './run-page.ts';
import { candidatesSection } from './sections/candidates.ts';
import { featuresSection } from './sections/features.ts';
import { groupsSection } from './sections/groups.ts';
import { nextSection } from './sections/next.ts';
import { openingPanels, verdict } from './sections/opening.ts';
import { scoresSection } from './sections/scores.ts';

/** A run as one HTML page, the data and the model side by side. The same run gives the same bytes. */
export function renderRunPage(run: RunPage): string {
  const { report, data } = run;
  const places = pagePlaces(data);
  return renderPage({
    title: `Training run: ${report.schema}`,
    lede: html`<code>${data.overview.source}</code>, ${moment(data.overview.when)}`,
    opening: html`${verdict(report)}
${openingPanels(run)}`,
    sections: [
      warningsSection(data, places),
      nextSection(report),
      scoresSection(run),
      candidatesSection(report),
      featuresSection(report, places),
      groupsSection(report),
      leakAuditSection(data, places),
      data.problems.length === 0 ? null : problemsSection(data, places),
      missingSection(data, places),
      columnsSection(data, places),
    ].filter((section) => section !== null),
    footer: html`Made by Rampart. <code>${report.report}</code> holds the same as JSON.`,
  });
}
