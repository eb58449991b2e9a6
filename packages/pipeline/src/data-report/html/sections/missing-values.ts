import type { DataReport, ReportColumn } from '../../data-report.ts';
import { barsChart } from '../charts/bars-chart.ts';
import { dataTable } from '../data-table.ts';
import { count, counted, share } from '../figures.ts';
import { html } from '../html.ts';
import { columnName, type PagePlaces } from '../page-places.ts';
import type { Section } from '../section.ts';

const mostBars = 20;

/** Columns with gaps, the emptiest first, beside those of the reference. */
export function missingSection(report: DataReport, places: PagePlaces): Section {
  const { columns, overview } = report;
  const compared = columns.some(({ missing }) => missing.reference !== null);
  const gaps = columns
    .filter(({ summary, missing }) => summary !== null && Math.max(missing.batch, missing.reference ?? 0) > 0)
    .toSorted((left, right) => right.missing.batch - left.missing.batch);
  const absent = columns.filter(({ summary }) => summary === null);
  const section = { id: 'missing', heading: 'Missing values', size: String(gaps.length + absent.length) };
  const absence =
    absent.length === 0
      ? null
      : html`<p>The table lacks ${counted(absent.length, 'column')} of the schema: ${absent.map(
          ({ name }, at) => html`${at === 0 ? '' : ', '}${columnName(name, places)}`,
        )}.</p>`;
  if (gaps.length === 0)
    return {
      ...section,
      content: html`${absence}<p>No cell of the ${counted(overview.rows.valid, 'valid row')}${compared ? ' or of the reference' : ''} is without a value${absent.length === 0 ? '' : ' in the other columns'}.</p>`,
    };
  return {
    ...section,
    content: html`${absence}<div class="beside"><figure><figcaption>Share of valid rows without a value${gaps.length > mostBars ? `, the ${mostBars} emptiest columns` : ''}</figcaption>
${missingChart(gaps.slice(0, mostBars))}</figure>
${dataTable(
  'Cells without a value',
  [
    { text: 'Column' },
    { text: 'Cells', numeric: true },
    { text: 'Share', numeric: true },
    ...(compared ? [{ text: 'In the reference', numeric: true }] : []),
  ],
  gaps.map(({ name, summary, missing }) => ({
    cells: [
      columnName(name, places),
      count(summary!.missing),
      share(missing.batch),
      ...(compared ? [missing.reference === null ? '–' : share(missing.reference)] : []),
    ],
  })),
)}</div>`,
  };
}

function missingChart(columns: readonly ReportColumn[]) {
  const bars = columns.map(({ name, missing }) => ({
    name,
    value: missing.batch,
    label: share(missing.batch),
    colour: 'var(--series-1)',
  }));
  const description = bars.map(({ name, label }) => `${name} ${label}`).join(', ');
  const words = { id: 'missing-shares', title: 'Share of rows without a value, by column', description };
  return barsChart(words, bars, { most: Math.max(...bars.map(({ value }) => value), 0.01) });
}
