import { dataTable } from '../../../data-report/html/data-table.ts';
import { count, counted } from '../../../data-report/html/figures.ts';
import { type Content, html } from '../../../data-report/html/html.ts';
import type { Section } from '../../../data-report/html/section.ts';
import type { RunReport } from '../../run-report.ts';
import { score } from './score-figures.ts';

const mostShown = 20;

/** What was tried, scored out of fold; the chosen one is marked. */
export function candidatesSection({ candidates, chosen }: RunReport): Section {
  const shown = candidates.filter((one, at) => at < mostShown || one.name === chosen);
  return {
    id: 'candidates',
    heading: 'Candidates',
    size: count(candidates.length),
    content: html`<p>Scored out of fold: each row by a model that has not seen it. The simplest one within one standard error of the lowest log-loss is taken.</p>
${dataTable(
  'Candidates',
  [
    { text: 'Candidate' },
    { text: 'Log-loss', numeric: true },
    { text: 'Behind the best', numeric: true },
    { text: 'Accuracy', numeric: true },
    { text: 'F1', numeric: true },
    { text: 'ROC AUC', numeric: true },
    { text: 'Parameters', numeric: true },
    { text: 'Seconds', numeric: true },
  ],
  shown.map((one) => ({
    cells: [
      nameOf(one, chosen),
      score(one.outOfFold.logLoss),
      behind(one),
      score(one.outOfFold.accuracy),
      score(one.outOfFold.f1),
      score(one.outOfFold.rocAuc),
      count(one.parameters),
      one.seconds.toFixed(1),
    ],
  })),
)}
${shown.length < candidates.length ? html`<p>${counted(candidates.length - shown.length, 'more candidate')} in the JSON report.</p>` : null}`,
  };
}

type Candidate = RunReport['candidates'][number];

function nameOf({ name, eligible, weights }: Candidate, chosen: string): Content {
  const mean = weights ? html` <small>members averaged ${weights.join(' : ')}</small>` : null;
  if (name === chosen) return html`<strong>${name}</strong> <small>chosen</small>${mean}`;
  return eligible ? html`${name}${mean}` : html`${name} <small>always answers with the class shares</small>`;
}

/** By how much the log-loss is above that of the best, with the standard error that the choice goes by. */
function behind({ behindBest, standardError }: Candidate): string {
  return behindBest === null ? '–' : `${score(behindBest)} ± ${score(standardError)}`;
}
