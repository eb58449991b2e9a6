import { barsChart } from '../../../data-report/html/charts/bars-chart.ts';
import { count, counted, share } from '../../../data-report/html/figures.ts';
import { type Content, html, type Html, prose } from '../../../data-report/html/html.ts';
import { leakSentences } from '../../leak-sentences.ts';
import { describeChoice } from '../../describe-choice.ts';
import { type RunReport, verdictWord } from '../../run-report.ts';
import type { RunPage } from '../run-page.ts';
import { confusionTable } from './confusion.ts';
import { interval, score } from './score-figures.ts';

/** What was decided about the model, above all else. */
export function verdict({ verdict: judged, bundle }: RunReport): Html {
  const word = verdictWord(judged);
  const reasons = judged.reasons.join('; ');
  const [look, headline] = {
    accepted: ['good', `Accepted as version ${bundle.version}.`],
    unchanged: ['good', `Unchanged: version ${bundle.version} is this very model.`],
    rejected: ['fail', `Rejected: version ${bundle.version} is kept, but not in production.`],
  }[word] as [string, string];
  return html`<p class="verdict ${look}"><strong>${headline}</strong> ${reasons.charAt(0).toUpperCase()}${reasons.slice(1)}.</p>`;
}

/** The data and what the model came to, side by side. */
export function openingPanels(run: RunPage): Html {
  return html`<div class="pair">
<section class="panel" aria-labelledby="the-data"><h2 id="the-data">The data</h2>
${dataPanel(run)}</section>
<section class="panel" aria-labelledby="the-model"><h2 id="the-model">The model</h2>
${modelPanel(run)}</section>
</div>`;
}

function dataPanel({ report, data }: RunPage): Html {
  const { rows, leakAudit } = report;
  const { classes, description } = data.overview;
  const features = data.columns.filter(({ role }) => role === 'feature').length;
  return html`${sums([
    ['Valid rows', count(rows.valid), rows.quarantined === 0 ? '' : `of ${count(rows.read)}`],
    ['Features', count(features), ''],
    ['Repeated', share(1 - leakAudit.distinctVectors / Math.max(1, leakAudit.rows)), ''],
  ])}
${description === undefined ? null : html`<p>${prose(description)}.</p>`}
<ul class="sentences">${leakSentences(leakAudit).map((sentence) => html`<li>${sentence}</li>`)}</ul>
${classBars(classes)}`;
}

function classBars(classes: RunPage['data']['overview']['classes']): Html {
  const total = classes.reduce((sum, { rows }) => sum + rows, 0);
  const most = 8;
  const bars = classes
    .toSorted((left, right) => right.rows - left.rows)
    .slice(0, most)
    .map(({ name, rows, positive }) => ({
      name,
      value: rows / Math.max(1, total),
      label: `${count(rows)} (${share(rows / Math.max(1, total))})`,
      colour: positive ? 'var(--series-2)' : 'var(--series-1)',
    }));
  const description = bars.map(({ name, label }) => `${name} ${label}`).join(', ');
  return html`<figure><figcaption>Rows of each class${classes.length > most ? `, the ${most} largest of ${classes.length}` : ''}</figcaption>
${barsChart({ id: 'class-rows', title: 'Rows of each class', description }, bars, { most: Math.max(0.01, ...bars.map(({ value }) => value)) })}</figure>`;
}

function modelPanel({ report }: RunPage): Html {
  const { holdout, positive, chosen } = report;
  const { accuracy, f1, rocAuc } = holdout.metrics;
  return html`${sums([
    ['Accuracy', score(accuracy.value), interval(accuracy)],
    [positive === null ? 'F1' : `F1 of ${positive}`, score(f1.value), interval(f1)],
    ['ROC AUC', score(rocAuc.value), interval(rocAuc)],
  ])}
<p>On ${counted(holdout.rows, 'row')} that it was never trained on${holdout.looks > 1 ? ` (${count(holdout.looks)} models have been scored on them by now; each look flatters a little)` : ''}. <code>${chosen}</code> ${describeChoice(report)}.</p>
${confusionTable(report)}`;
}

function sums(entries: readonly (readonly [term: string, figure: string, note: Content])[]): Html {
  return html`<dl class="sums">${entries.map(
    ([term, shown, note]) =>
      html`<div><dt>${term}</dt><dd>${shown}</dd>${note === '' ? null : html`<dd class="note">${note}</dd>`}</div>`,
  )}</dl>`;
}
