import type { DataReport } from '../data-report.ts';
import { moment } from './figures.ts';
import { html, type Html } from './html.ts';
import { pagePlaces } from './page-places.ts';
import { renderPage } from './page.ts';
import { columnsSection } from './sections/columns.ts';
import { driftSection } from './sections/drift.ts';
import { leakAuditSection } from './sections/leak-audit.ts';
import { missingSection } from './sections/missing-values.ts';
import { overviewSection } from './sections/overview.ts';
import { problemsSection } from './sections/problems.ts';
import { warningsSection } from './sections/warnings.ts';

/** A data report as one HTML page that needs nothing but itself. The same report gives the same bytes. */
export function renderDataReport(report: DataReport): string {
  const { overview } = report;
  const places = pagePlaces(report);
  return renderPage({
    title: `Data report: ${overview.schema}`,
    lede: html`<code>${overview.source}</code>, ${moment(overview.when)}`,
    opening: verdict(report),
    // What is to be done comes first, what is to be looked up last.
    sections: [
      warningsSection(report, places),
      overviewSection(report),
      problemsSection(report, places),
      missingSection(report, places),
      leakAuditSection(report, places),
      driftSection(report, places),
      columnsSection(report, places),
    ].filter((section) => section !== null),
    footer: html`Made by Rampart. <code>rampart validate --json</code> gives the same as JSON.`,
  });
}

function verdict({ overview, warnings }: DataReport): Html {
  const fails = warnings.filter(({ level }) => level === 'fail').length;
  if (!overview.passed)
    return html`<p class="verdict fail"><strong>Failed.</strong> ${fails === 1 ? 'One limit' : `${fails} limits`} of the schema set to fail ${fails === 1 ? 'is' : 'are'} broken.</p>`;
  return warnings.length === 0
    ? html`<p class="verdict good"><strong>Passed.</strong> No warning.</p>`
    : html`<p class="verdict warn"><strong>Passed with ${warnings.length === 1 ? 'a warning' : `${warnings.length} warnings`}.</strong> No limit of the schema set to fail is broken.</p>`;
}
