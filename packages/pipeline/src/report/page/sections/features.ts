import { barsChart } from '../../../data-report/html/charts/bars-chart.ts';
import { dataTable } from '../../../data-report/html/data-table.ts';
import { count, counted, share } from '../../../data-report/html/figures.ts';
import { html, type Html } from '../../../data-report/html/html.ts';
import { columnName, type PagePlaces } from '../../../data-report/html/page-places.ts';
import type { Section } from '../../../data-report/html/section.ts';
import type { RunReport } from '../../run-report.ts';
import { score } from './score-figures.ts';

const mostShown = 20;
/** Bars of features further down are too short to be compared. */
const mostBars = 10;

type Importance = RunReport['importance'];
type Feature = Importance['features'][number];

/** What the model knows from which feature; null where nothing is known of it. */
export function featuresSection({ importance }: RunReport, places: PagePlaces): Section | null {
  const { features, rows } = importance;
  if (features.length === 0) return null;
  const permuted = rows > 0;
  const splits = features.some(({ splitGain }) => splitGain !== null);
  const shown = features.slice(0, mostShown);
  return {
    id: 'features',
    heading: 'Features',
    size: count(features.length),
    content: html`${permuted ? html`<p>How much the log-loss rises (± its standard error) on ${counted(rows, 'row')} out of fold once a feature's values are permuted among them: what the model knows from this feature and from no other. Features that say the same stand in for each other, and then each of them looks unimportant.</p>` : null}
${splits ? html`<p>Split gain is the feature's share of what all splits of the trees took off the loss in training.</p>` : null}
<div class="beside"><figure><figcaption>${permuted ? 'Rise of the log-loss' : 'Share of the split gain'}${features.length > mostBars ? `, the ${mostBars} most important features` : ''}</figcaption>
${importanceChart(features.slice(0, mostBars), permuted)}</figure>
${dataTable(
  'Importance of features',
  [
    { text: 'Feature' },
    ...(permuted ? [{ text: 'Log-loss rise', numeric: true }] : []),
    ...(splits ? [{ text: 'Split gain', numeric: true }] : []),
  ],
  shown.map((one) => ({
    cells: [
      columnName(one.name, places),
      ...(permuted ? [rise(one)] : []),
      ...(splits ? [share(one.splitGain ?? 0)] : []),
    ],
  })),
)}</div>
${rest(importance)}`,
  };
}

function importanceChart(features: readonly Feature[], permuted: boolean): Html {
  const bars = features.map((one) => ({
    name: one.name,
    value: Math.max(0, (permuted ? one.logLoss : one.splitGain) ?? 0),
    label: permuted ? score(one.logLoss) : share(one.splitGain ?? 0),
    colour: 'var(--series-1)',
  }));
  const description = bars.map(({ name, label }) => `${name} ${label}`).join(', ');
  const title = permuted ? 'Rise of the log-loss, by feature' : 'Share of the split gain, by feature';
  const most = Math.max(...bars.map(({ value }) => value));
  // Where no feature is of any use the axis still needs a length.
  const axis = { most: most > 0 ? most : 0.01 };
  return barsChart(
    { id: 'feature-importance', title, description },
    bars,
    permuted ? { ...axis, tickFormat: String } : axis,
  );
}

function rise({ logLoss, standardError }: Feature): string {
  return logLoss === null ? 'not tried' : `${score(logLoss)} ± ${score(standardError)}`;
}

function rest({ features, rows }: Importance): Html | null {
  const left = features.length - mostShown;
  if (left <= 0) return null;
  const untried = rows === 0 ? 0 : features.filter(({ logLoss }) => logLoss === null).length;
  return html`<p>${counted(left, 'more feature')} in the JSON report${untried === 0 ? '' : `, of which the last ${count(untried)} of the schema were not permuted`}.</p>`;
}
