import { createHash } from 'node:crypto';
import type { DataReport } from '../data-report.ts';
import { moment } from './figures.ts';
import { filterScript } from './filter-script.ts';
import { html, type Html, trusted } from './html.ts';
import { pagePlaces } from './page-places.ts';
import { renderSection, type Section } from './section.ts';
import { columnsSection } from './sections/columns.ts';
import { driftSection } from './sections/drift.ts';
import { leakAuditSection } from './sections/leak-audit.ts';
import { missingSection } from './sections/missing-values.ts';
import { overviewSection } from './sections/overview.ts';
import { problemsSection } from './sections/problems.ts';
import { warningsSection } from './sections/warnings.ts';
import { styles } from './styles.ts';

/**
 * A data report as one HTML page that needs nothing but itself: no request, readable without its script, in
 * light and dark, on a phone and on paper. The same report gives the same bytes.
 */
export function renderDataReport(report: DataReport): string {
  const { overview } = report;
  const places = pagePlaces(report);
  // What is to be done comes first, what is to be looked up last.
  const sections = [
    warningsSection(report, places),
    overviewSection(report),
    problemsSection(report, places),
    missingSection(report, places),
    leakAuditSection(report, places),
    driftSection(report, places),
    columnsSection(report, places),
  ].filter((section) => section !== null);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${securityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Data report: ${overview.schema}</title>
<link rel="icon" href="data:,">
<style>${trusted(styles)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
<h1>Data report: ${overview.schema}</h1>
<p class="lede"><code>${overview.source}</code>, ${moment(overview.when)}</p>
${verdict(report)}
</header>
<nav aria-label="Sections"><ul>${sections.map(navigation)}</ul></nav>
<main id="main" tabindex="-1">
${sections.map(renderSection)}</main>
<footer>Made by Rampart. <code>rampart validate --json</code> gives the same as JSON.</footer>
<script>${trusted(filterScript)}</script>
</body>
</html>
`;
  return page.text;
}

// Even a cell that found its way into an element could neither run nor send anything.
const securityPolicy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${createHash('sha256').update(filterScript).digest('base64')}'; base-uri 'none'; form-action 'none'`;

function verdict({ overview, warnings }: DataReport): Html {
  const fails = warnings.filter(({ level }) => level === 'fail').length;
  if (!overview.passed)
    return html`<p class="verdict fail"><strong>Failed.</strong> ${fails === 1 ? 'One limit' : `${fails} limits`} of the schema set to fail ${fails === 1 ? 'is' : 'are'} broken.</p>`;
  return warnings.length === 0
    ? html`<p class="verdict good"><strong>Passed.</strong> No warning.</p>`
    : html`<p class="verdict warn"><strong>Passed with ${warnings.length === 1 ? 'a warning' : `${warnings.length} warnings`}.</strong> No limit of the schema set to fail is broken.</p>`;
}

function navigation({ id, heading, size }: Section): Html {
  return html`<li><a href="#${id}">${heading}${size === undefined ? null : html`<small>${size}</small>`}</a></li>`;
}
