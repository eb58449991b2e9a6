import type { DataReport } from '../data-report.ts';
import { headlineOf } from '../headline.ts';
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

function verdict(report: DataReport): Html {
  const headline = headlineOf(report);
  return html`<p class="verdict ${headline.level}"><strong>${headline.verdict}</strong> ${headline.text}</p>`;
}
