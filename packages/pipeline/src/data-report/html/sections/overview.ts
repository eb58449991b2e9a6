import type { DataReport } from '../../data-report.ts';
import { type Bar, barsChart } from '../charts/bars-chart.ts';
import { dataTable } from '../data-table.ts';
import { count, counted, moment, share } from '../figures.ts';
import { type Content, html, type Html, joined } from '../html.ts';
import { facts, folded, type Section } from '../section.ts';

// More bars than these, and a chart tells less than its table.
const mostBars = 12;

/** How many rows there are, of which classes, from where. */
export function overviewSection({ overview, columns }: DataReport): Section {
  const { rows, classes } = overview;
  const of = (part: number) => (rows.read === 0 ? '' : ` (${share(part / rows.read)})`);
  return {
    id: 'overview',
    heading: 'Overview',
    content: html`<dl class="sums">${[
      ['Rows read', count(rows.read), ''],
      ['Valid', count(rows.valid), of(rows.valid)],
      ['Quarantined', count(rows.quarantined), of(rows.quarantined)],
      ['Columns', count(columns.length), ''],
      ['Classes', classes.length === 0 ? 'no labels' : count(classes.length), ''],
    ].map(
      ([term, figure, note]) =>
        html`<div><dt>${term!}</dt><dd>${figure!}${note === '' ? null : html`<small>${note!}</small>`}</dd></div>`,
    )}</dl>
<div class="beside">
${facts(origin(overview))}
${classes.length === 0 ? null : classShares(classes)}
</div>`,
  };
}

function origin(overview: DataReport['overview']): [string, Content][] {
  const { source, schema, description, reference, when, unknownColumns } = overview;
  return [
    ['Source', html`<code>${source}</code>`],
    [
      'Schema',
      description === undefined ? html`<code>${schema}</code>` : html`<code>${schema}</code>: ${description}`,
    ],
    [
      'Compared with',
      reference === null ? 'nothing: no reference was given' : html`<code>${reference}</code>`,
    ],
    ['Made', moment(when)],
    [
      'Beyond the schema',
      unknownColumns.length === 0
        ? 'no column of the source'
        : joined(
            unknownColumns.map((name) => html`<code>${name}</code>`),
            ', ',
          ),
    ],
  ];
}

function classShares(classes: DataReport['overview']['classes']): Html {
  const total = classes.reduce((sum, { rows }) => sum + rows, 0);
  const part = (rows: number) => (total === 0 ? 0 : rows / total);
  const largest = classes.toSorted((left, right) => right.rows - left.rows);
  const shown = largest.length > mostBars ? largest.slice(0, mostBars - 1) : largest;
  const rest = largest.slice(shown.length);
  const bars: Bar[] = shown.map(({ name, rows, positive }) => ({
    name,
    value: part(rows),
    label: share(part(rows)),
    colour: positive ? 'var(--series-2)' : 'var(--series-1)',
  }));
  if (rest.length > 0) {
    const others = part(rest.reduce((sum, { rows }) => sum + rows, 0));
    bars.push({
      name: `${rest.length} others`,
      value: others,
      label: share(others),
      colour: 'var(--series-6)',
    });
  }
  const positive = classes.find((one) => one.positive);
  const words = {
    id: 'class-shares',
    title: 'Share of each class among the valid rows',
    description: bars.map(({ name, label }) => `${name} ${label}`).join(', '),
  };
  return html`<figure>
<figcaption>Share of each class among the ${counted(total, 'valid row')}${
    positive === undefined ? null : html`; <strong>${positive.name}</strong> is the positive class`
  }</figcaption>
${barsChart(words, bars, { most: Math.max(...bars.map(({ value }) => value), 0.01) })}
${folded(
  'Numbers',
  dataTable(
    'Rows of each class',
    [{ text: 'Class' }, { text: 'Rows', numeric: true }, { text: 'Share', numeric: true }],
    largest.map(({ name, rows, positive: isPositive }) => ({
      cells: [isPositive ? `${name} (positive)` : name, count(rows), share(part(rows))],
    })),
  ),
)}
</figure>`;
}
