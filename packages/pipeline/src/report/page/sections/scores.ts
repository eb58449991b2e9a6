import { type MetricName, metricNames } from '@rampart/core';
import { dataTable } from '../../../data-report/html/data-table.ts';
import { count, counted } from '../../../data-report/html/figures.ts';
import { html, type Html } from '../../../data-report/html/html.ts';
import type { Section } from '../../../data-report/html/section.ts';
import type { RunPage } from '../run-page.ts';
import { curveChart } from './curve-chart.ts';
import { interval, score } from './score-figures.ts';

const metricWords: Record<MetricName, readonly [name: string, meaning: string]> = {
  accuracy: ['Accuracy', 'Share of right answers.'],
  precision: ['Precision', 'Of those it calls positive, the share that are.'],
  recall: ['Recall', 'Of the positives, the share that it finds.'],
  f1: ['F1', 'Harmonic mean of precision and recall.'],
  rocAuc: ['ROC AUC', 'How often a positive scores above a negative; 0.5 is chance.'],
  prAuc: ['PR AUC', 'Average precision over all thresholds.'],
  logLoss: ['Log-loss', 'Cost of the probabilities; smaller is better.'],
  brier: ['Brier score', 'Mean squared error of the probabilities; smaller is better.'],
  ece: ['Calibration error', 'How far probabilities are from frequencies; smaller is better.'],
};

/** The model on rows that it was never trained on, holdout by holdout, with its curves on the deciding one. */
export function scoresSection({ report, curves }: RunPage): Section {
  const all = [report.holdout, ...report.holdouts];
  const about = report.positive === null ? 'Averages over all classes.' : `Positive is ${report.positive}.`;
  return {
    id: 'scores',
    heading: 'Scores',
    content: html`<p>${about} An interval holds 95 % of resamples of the rows.</p>
${all.map(
  (
    one,
  ) => html`${all.length > 1 ? html`<h3>Holdout <code>${one.name}</code>, ${counted(one.rows, 'row')}</h3>` : null}
${dataTable(
  `Metrics on ${one.name}`,
  [
    { text: 'Metric' },
    { text: 'Value', numeric: true },
    { text: 'Interval', numeric: true },
    { text: 'Meaning' },
  ],
  metricNames.map((name) => ({
    cells: [
      metricWords[name][0],
      score(one.metrics[name].value),
      interval(one.metrics[name]) || 'too few rows',
      metricWords[name][1],
    ],
  })),
)}`,
)}
<div class="curves">${chartsOf(curves)}</div>`,
  };
}

function chartsOf({ roc, precisionRecall, reliability }: RunPage['curves']): Html[] {
  const charts = [
    {
      caption: 'ROC curve: positives found beside false alarms',
      words: { id: 'roc', title: 'ROC curve' },
      points: roc.map(({ falsePositiveRate: x, truePositiveRate: y }) => ({ x, y })),
      labels: ['False positive rate', 'True positive rate'],
      diagonal: true,
    },
    {
      caption: 'Precision beside recall',
      words: { id: 'precision-recall', title: 'Precision-recall curve' },
      points: precisionRecall.map(({ recall: x, precision: y }) => ({ x, y })),
      labels: ['Recall', 'Precision'],
      diagonal: false,
    },
    {
      caption: 'Calibration: what was predicted, and what came',
      words: { id: 'reliability', title: 'Reliability curve' },
      points: reliability.map(({ predicted: x, observed: y, weight }) => ({ x, y, weight })),
      labels: ['Predicted probability', 'Observed share'],
      diagonal: true,
    },
  ] as const;
  return charts
    .filter(({ points }) => points.length > 1)
    .map(
      ({ caption, words, points, labels, diagonal }) => html`<figure><figcaption>${caption}</figcaption>
${curveChart({ ...words, description: `${count(points.length)} points` }, points, { labels, diagonal })}</figure>`,
    );
}
