import type { ColumnDrift, DriftReport } from '@rampart/core';
import type { DataReport } from '../../data-report.ts';
import { barsChart } from '../charts/bars-chart.ts';
import { dataTable } from '../data-table.ts';
import { count, counted, figure, pValue, share, shortShare } from '../figures.ts';
import { type Content, html, type Html, joined } from '../html.ts';
import { describeChange, trainedOnText } from '../../drift-causes.ts';
import { columnName, type PagePlaces } from '../page-places.ts';
import { facts, type Section } from '../section.ts';

const mostBars = 20;
const mostChanges = 3;

/** How the batch differs from its reference, the worst columns first, and how far silence can be trusted. */
export function driftSection({ drift, overview, warnings }: DataReport, places: PagePlaces): Section {
  const section = { id: 'drift', heading: 'Drift' };
  if (drift === null)
    return {
      ...section,
      content: html`<p>Nothing to compare with: give a reference, a bundle or a table, to see whether these rows differ from it.</p>`,
    };
  const alarms = drift.columns.filter(alarmed);
  return {
    ...section,
    size: String(alarms.length),
    content: html`<p class="verdict ${levelOf(drift, warnings)}"><strong>${verdictWord[drift.verdict]}</strong> ${verdictOf(drift, alarms.length)}</p>
<div class="beside">
${facts(termsOf(drift, overview.reference, places))}
${effects(drift)}
</div>
${drift.columns.length === 0 ? null : html`<h3>Column by column, the most severe first</h3>${driftTable(drift, places)}`}
${legend(drift)}`,
  };
}

/** Whether the values or the gaps of a column drift. */
export function alarmed({ alarm, missing }: ColumnDrift): boolean {
  return alarm || missing.alarm;
}

const verdictWord = {
  drift: 'Drift.',
  'no drift': 'No drift.',
  'not enough data': 'Not enough data.',
} as const;

/** As the limits of the schema have it: the whole page says the same of drift. */
function levelOf({ verdict }: DriftReport, warnings: DataReport['warnings']): 'good' | 'warn' | 'fail' {
  if (verdict !== 'drift') return verdict === 'no drift' ? 'good' : 'warn';
  return warnings.find(({ name }) => name === 'drift')?.level ?? 'warn';
}

function verdictOf({ verdict, columns, rows, power }: DriftReport, alarms: number): string {
  if (verdict === 'drift')
    return `${counted(alarms, 'column')} of ${count(columns.length)} ${alarms === 1 ? 'differs' : 'differ'} from the reference by more than chance at this budget explains.`;
  if (verdict === 'no drift')
    return `No column differs from the reference by more than chance explains; the stated shift would have been found in at least ${share(power.weakest)} of such batches.`;
  const needed =
    power.rowsNeeded === null ? '' : ` About ${counted(power.rowsNeeded, 'row')} would be enough.`;
  return `No column alarms, but in ${counted(rows.batch, 'row')} even a real shift would hardly show: this is no sign that all is well.${needed}`;
}

function termsOf(drift: DriftReport, reference: string | null, places: PagePlaces): [string, Content][] {
  const { rows, falseAlarmRate, tests, perTest, power, notCompared } = drift;
  const { shift } = power;
  const weakest =
    power.weakestColumn === null
      ? null
      : html` in ${columnName(power.weakestColumn, places)}, where it is hardest to see`;
  return [
    [
      'Reference',
      html`${counted(rows.reference, 'row')}${reference === null ? null : html` of <code>${reference}</code>`}`,
    ],
    ['Batch', counted(rows.batch, 'row')],
    [
      'Accepted false alarms',
      `${shortShare(falseAlarmRate)} of clean batches, divided among ${counted(tests, 'test')}`,
    ],
    [
      'A column alarms below',
      `p = ${pValue(perTest.values)} for its values, ${pValue(perTest.gaps)} for its missing rate`,
    ],
    [
      'Stated shift',
      `${shortShare(shift.share)} of the rows move to another value, or the numbers by ${figure(shift.deviations)} standard deviations`,
    ],
    [
      'That would be found',
      html`in ${share(power.weakest)} of batches of this size${weakest}${
        power.rowsNeeded === null
          ? null
          : `; ${shortShare(power.wanted)} need about ${counted(power.rowsNeeded, 'row')}`
      }`,
    ],
    ...(notCompared.length === 0
      ? []
      : [
          [
            'Not compared',
            html`${joined(
              notCompared.map((name) => columnName(name, places)),
              ', ',
            )}: absent from the batch, or of another type there`,
          ] satisfies [string, Content],
        ]),
  ];
}

function effects({ columns }: DriftReport): Html | null {
  const bars = columns
    .filter(({ test }) => test !== 'none')
    .slice(0, mostBars)
    .map((column) => ({
      name: column.name,
      value: column.distance,
      label: column.distance.toFixed(2),
      colour: alarmed(column) ? 'var(--series-2)' : 'var(--series-6)',
    }));
  if (bars.length === 0) return null;
  const words = {
    id: 'drift-effects',
    title: 'Effect size by column',
    description: bars.map(({ name, label }) => `${name} ${label}`).join(', '),
  };
  return html`<figure><figcaption>Effect size, from 0 (equal) to 1 (nothing in common)${
    columns.length > mostBars ? `, of the first ${mostBars} columns` : ''
  }. <span class="key"><i style="color:var(--series-2)">■</i> alarm</span> <span class="key"><i style="color:var(--series-6)">■</i> none</span></figcaption>
${barsChart(words, bars, { most: Math.max(...bars.map(({ value }) => value), 0.05), tickFormat: figure })}</figure>`;
}

function driftTable(drift: DriftReport, places: PagePlaces): Html {
  return dataTable(
    'Drift by column',
    [
      { text: 'Column' },
      { text: 'Finding' },
      { text: 'Effect size', numeric: true },
      { text: 'Shift in sd', numeric: true, detail: true },
      { text: 'p-value', numeric: true },
      { text: 'Statistic', numeric: true, detail: true },
      { text: 'Threshold', numeric: true, detail: true },
      { text: 'Test', detail: true },
      { text: 'Power', numeric: true, detail: true },
      { text: 'Missing' },
      { text: 'What changed' },
    ],
    drift.columns.map((column) => ({
      id: places.drift(column.name)!,
      alarm: alarmed(column),
      cells: cellsOf(column, drift.rows.batch, places),
    })),
  );
}

const testNames = { g: 'G', ks: 'K-S', none: 'gaps only' } as const;

function cellsOf(column: ColumnDrift, rows: number, places: PagePlaces): Content[] {
  const { name, role, test, distance, wasserstein, pValue: p, statistic, threshold, power, missing } = column;
  const tested = (text: string) => (test === 'none' ? '–' : text);
  const gaps = `${share(missing.reference)} → ${share(missing.batch)}`;
  return [
    html`${columnName(name, places)}${role === 'feature' ? null : html` <small>${role}</small>`}`,
    finding(column),
    tested(distance.toFixed(3)),
    wasserstein === null ? '–' : threeDigits(wasserstein),
    tested(pValue(p)),
    tested(threeDigits(statistic)),
    tested(threeDigits(threshold)),
    testNames[test],
    tested(share(power)),
    missing.reference === 0 && missing.batch === 0
      ? 'none'
      : html`${gaps} <small>p = ${pValue(missing.pValue)}</small>`,
    changesOf(column, rows),
  ];
}

function threeDigits(value: number): string {
  return figure(Number(value.toPrecision(3)));
}

function finding({ alarm, missing }: ColumnDrift): string {
  if (alarm && missing.alarm) return '▲\u00A0values and gaps';
  if (alarm) return '▲\u00A0values';
  return missing.alarm ? '▲\u00A0gaps' : 'none';
}

function changesOf(column: ColumnDrift, batchRows: number): Content {
  const { changes, unseen, trainedOn, test } = column;
  if (test === 'ks') {
    const [change] = describeChange(column, batchRows);
    const mixed = trainedOn === undefined ? null : html`<br><small>${trainedOnText(trainedOn)}</small>`;
    return change === undefined ? '–' : html`<div class="changes">${change}${mixed}</div>`;
  }
  const named = changes
    .slice(0, mostChanges)
    .map(
      ({ value, reference, batch }) =>
        html`<code>${value === null ? 'all others' : value}</code> ${share(reference)} → ${share(batch)}`,
    );
  const values = unseen.values
    .slice(0, mostChanges)
    .map(({ value, count: rows }) => html`<code>${value}</code> (${count(rows)})`);
  const more = unseen.values.length > values.length ? ' …' : '';
  const news =
    values.length === 0 ? [] : [html`new in ${counted(unseen.rows, 'row')}: ${joined(values, ', ')}${more}`];
  return named.length + news.length === 0
    ? '–'
    : html`<div class="changes">${joined([...named, ...news], html`<br>`)}</div>`;
}

function legend({ power }: DriftReport): Html {
  return html`<details open><summary>How to read this</summary><ul>
<li><b>Effect size</b> says how much differs, whatever the number of rows: for few values the share of rows that would have to move to another value, for numbers the largest distance between the two distribution functions (Kolmogorov-Smirnov).</li>
<li><b>Shift in sd</b> is the Wasserstein distance, in standard deviations of the reference: how far numbers have moved on average.</li>
<li><b>p-value</b> says how often a clean batch of this size differs at least as much. A column alarms where its <b>statistic</b> is above the <b>threshold</b>, which comes from the reference itself at this number of rows and is corrected for the number of columns.</li>
<li><b>Power</b> is the share of batches of this size in which the stated shift would raise an alarm.</li>
<li><b>Not enough data</b> means that nothing alarmed but the power is too low for that to mean anything; ${shortShare(power.wanted)} is what is wanted.</li>
</ul></details>`;
}
