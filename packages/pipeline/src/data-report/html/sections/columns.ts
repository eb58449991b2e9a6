import type { ColumnSummary } from '@rampart/core';
import type { ColumnHistogram, DataReport, ReportColumn } from '../../data-report.ts';
import { evenly, numbersChart } from '../charts/numbers-chart.ts';
import { valuesChart } from '../charts/values-chart.ts';
import { dataTable } from '../data-table.ts';
import { count, counted, figure, reading, share } from '../figures.ts';
import { type Content, html, type Html, prose } from '../html.ts';
import { nameOf, type PagePlaces } from '../page-places.ts';
import { folded, type Section } from '../section.ts';
import { classSeries, type Series, signs, splitSeries } from '../series.ts';
import { alarmed } from './drift.ts';

/** Each column on a card: what it holds, and its distribution by class and by split. */
export function columnsSection(report: DataReport, places: PagePlaces): Section {
  const findings = findingsByColumn(report);
  return {
    id: 'columns',
    heading: 'Columns',
    size: count(report.columns.length),
    content: html`<p>Bars and dots are shares of the rows of their own class, or of their own table: shapes compare whatever the sizes.${
      report.overview.drawnRows === undefined
        ? null
        : ` They are of ${counted(report.overview.drawnRows, 'row')}, evenly over the table; what is written is of all.`
    }</p>
<p class="filter" hidden><label>Find a column <input type="search" id="filter" autocomplete="off" spellcheck="false"></label>
<label><input type="checkbox" id="found"> only with findings</label>
<output id="shown" aria-live="polite"></output></p>
<div class="cards">${report.columns.map((column, at) => columnCard(column, at, report, findings.get(column.name) ?? [], places))}</div>`,
  };
}

/** What the other sections say about a column, in a word or two. */
function findingsByColumn({ drift, problems, warnings }: DataReport): Map<string, string[]> {
  const findings = new Map<string, string[]>();
  const add = (column: string, finding: string) => {
    const known = findings.get(column) ?? [];
    if (!known.includes(finding)) findings.set(column, [...known, finding]);
  };
  for (const column of drift?.columns ?? []) if (alarmed(column)) add(column.name, 'drift');
  for (const { column } of problems) if (column !== null) add(column, 'problems');
  for (const { name, columns } of warnings) for (const column of columns) add(column, name);
  return findings;
}

function columnCard(
  column: ReportColumn,
  at: number,
  report: DataReport,
  findings: readonly string[],
  places: PagePlaces,
): Html {
  const { name, kind, role, description, summary, histogram } = column;
  const targets: Record<string, string | null> = { drift: places.drift(name), problems: 'problems' };
  const flags = findings.map((finding) => {
    const id = finding in targets ? targets[finding]! : 'warnings';
    return html`<a class="flag" href="#${id}">${finding}</a> `;
  });
  return html`<article class="card" id="${places.card(name)}" data-name="${name.toLowerCase()}"${findings.length === 0 ? null : html` data-found`}>
<div class="about"><h3>${nameOf(name)}</h3>
<p class="kind">${kind} ${role} ${flags}</p>
${description === undefined ? null : html`<p>${prose(description)}</p>`}
${summary === null ? html`<p>The table lacks this column.</p>` : summaryLine(summary, kind)}</div>
${histogram === null ? null : distribution(histogram, `column-${at + 1}`, column, report)}
</article>
`;
}

function summaryLine(summary: ColumnSummary, kind: string): Html {
  const { count: cells, missing, distinct, mean, sd, min, max, quantiles } = summary;
  const parts = [counted(distinct, 'value')];
  if (missing > 0) parts.push(`${share(missing / (cells + missing))} missing`);
  const coded = kind !== 'numeric' && kind !== 'time';
  if (!coded && min !== undefined && max !== undefined) {
    parts.push(
      min === max ? `always ${reading(min, kind)}` : `${reading(min, kind)} to ${reading(max, kind)}`,
    );
    if (quantiles !== undefined) parts.push(`median ${reading(quantiles[10]!, kind)}`);
    if (mean !== undefined && sd !== undefined && kind !== 'time')
      parts.push(`mean ${figure(mean)} ± ${figure(sd)}`);
  }
  return html`<p class="summary">${parts.join(' · ')}</p>`;
}

function distribution(
  histogram: ColumnHistogram,
  id: string,
  column: ReportColumn,
  report: DataReport,
): Html {
  const classes = classSeries(histogram.byClass, report.overview.classes);
  const splits = splitSeries(histogram.bySplit);
  const uneven = histogram.type === 'numbers' && !evenly(histogram.edges);
  return html`${[
    { title: 'By class', key: 'class', series: classes },
    { title: splits.length === 1 ? 'All rows' : 'By split', key: 'split', series: splits },
  ].map(({ title, key, series }) =>
    series.length === 0
      ? null
      : html`<figure><figcaption>${title}${histogram.type === 'values' ? keyOf(series) : null}</figcaption>
${chartOf(histogram, { id: `${id}-${key}`, title: `${column.name} ${title.toLowerCase()}` }, series, column.kind)}</figure>`,
  )}
${folded(uneven ? 'Numbers and the unequal bins' : 'Numbers', numbersTable(histogram, column, [...classes, ...splits]))}`;
}

function keyOf(series: readonly Series[]): Html[] {
  return series.map(
    ({ name, colour, symbol }) =>
      html` <span class="key"><i style="color:${colour}">${signs[symbol]}</i> ${name}</span>`,
  );
}

function chartOf(
  histogram: ColumnHistogram,
  { id, title }: { readonly id: string; readonly title: string },
  series: readonly Series[],
  kind: string,
): Html {
  const bins = binNames(histogram, kind);
  const filled = series.filter(({ rows }) => rows > 0);
  const description = filled
    .map(({ name, rows, counts }) => {
      const most = counts.indexOf(Math.max(...counts));
      return `${name}: most in ${bins[most]!} (${share(counts[most]! / rows)})`;
    })
    .join('; ');
  const words = { id, title, description };
  return histogram.type === 'numbers'
    ? numbersChart(words, histogram.edges, filled, kind)
    : valuesChart(words, histogram.labels, filled);
}

function binNames(histogram: ColumnHistogram, kind: string): string[] {
  if (histogram.type === 'values') return [...histogram.labels];
  return histogram.edges
    .slice(0, -1)
    .map((edge, bin) => `${reading(edge, kind)} to ${reading(histogram.edges[bin + 1]!, kind)}`);
}

/** The numbers of both charts; bins that nobody is in are left out. */
function numbersTable(
  histogram: ColumnHistogram,
  { name, kind }: ReportColumn,
  series: readonly Series[],
): Html {
  const rows = binNames(histogram, kind).flatMap((bin, at) =>
    series.every(({ counts }) => counts[at] === 0)
      ? []
      : [{ cells: [bin, ...series.map(({ counts }): Content => count(counts[at]!))] }],
  );
  return dataTable(
    `Rows of ${name}`,
    [
      { text: histogram.type === 'numbers' ? 'Range' : 'Value' },
      ...series.map((one) => ({ text: one.name, numeric: true })),
    ],
    rows,
  );
}
