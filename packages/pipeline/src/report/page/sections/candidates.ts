import { dataTable } from '../../../data-report/html/data-table.ts';
import { count, counted, share, shortShare, size } from '../../../data-report/html/figures.ts';
import { type Content, html, type Html } from '../../../data-report/html/html.ts';
import { folded, type Section } from '../../../data-report/html/section.ts';
import { describeRule } from '../../describe-choice.ts';
import type { RunReport } from '../../run-report.ts';
import { score } from './score-figures.ts';

const mostShown = 20;

/** What was tried, scored out of fold; the chosen one is marked. */
export function candidatesSection(report: RunReport): Section {
  const { candidates, chosen } = report;
  const shown = candidates.filter((one, at) => at < mostShown || one.name === chosen);
  return {
    id: 'candidates',
    heading: 'Candidates',
    size: count(candidates.length),
    content: html`<p>Scored out of fold: each row by a model that has not seen it. ${describeRule(report)}</p>
${dataTable(
  'Candidates',
  [
    { text: 'Candidate' },
    { text: 'Log-loss', numeric: true },
    { text: 'Behind the best', numeric: true },
    { text: 'Accuracy', numeric: true },
    { text: 'F1', numeric: true, detail: true },
    { text: 'ROC AUC', numeric: true },
    { text: 'Parameters', numeric: true, detail: true },
    { text: 'Size', numeric: true },
    { text: 'Fit s', numeric: true },
    { text: 'Predict µs/row', numeric: true },
  ],
  shown.map((one) => ({
    cells: [
      nameOf(one, chosen),
      score(one.outOfFold.logLoss),
      behind(one),
      score(one.outOfFold.accuracy),
      score(one.outOfFold.f1),
      score(one.outOfFold.rocAuc),
      one.eligible ? count(one.parameters) : '–',
      one.eligible ? size(sizeOf(one.parts)) : '–',
      one.eligible ? one.seconds.toFixed(1) : '–',
      one.predictMicroseconds === null ? '–' : one.predictMicroseconds.toFixed(1),
    ],
  })),
)}
${shown.length < candidates.length ? html`<p>${counted(candidates.length - shown.length, 'more candidate')} in the JSON report.</p>` : null}
${membersOf(shown)}`,
  };
}

type Candidate = RunReport['candidates'][number];

function nameOf({ name, eligible, parts }: Candidate, chosen: string): Content {
  const made = eligible ? madeOf(parts) : 'always answers with the class shares';
  const called = name === chosen ? html`<strong>${name}</strong> <small>chosen</small>` : name;
  return html`${called}<br><small>${made}</small>`;
}

/** Bytes of those that are in the model. */
function sizeOf(parts: Candidate['parts']): number {
  return parts.reduce((sum, { weight, bytes }) => (weight > 0 ? sum + bytes : sum), 0);
}

/** The families of a candidate's members, each with its share of the average where there are several. */
function madeOf(all: Candidate['parts']): string {
  const parts = all.filter(({ weight }) => weight > 0);
  const families = [...new Set(parts.map(({ family }) => family))];
  return families
    .map((family) => {
      const own = parts.filter((part) => part.family === family);
      const weight = own.reduce((sum, part) => sum + part.weight, 0);
      const called = own.length === 1 ? family : `${own.length} × ${family}`;
      return families.length === 1 ? called : `${called} ${shortShare(Math.round(100 * weight) / 100)}`;
    })
    .join(' + ');
}

/** The members of those that average several, which most readers need not see. */
function membersOf(candidates: readonly Candidate[]): Html | null {
  const several = candidates.filter(({ parts }) => parts.length > 1);
  if (several.length === 0) return null;
  return folded(
    'What the averages are made of',
    several.map(
      ({ name, parts }) => html`<h3>${name}</h3>
${dataTable(
  `Members of ${name}`,
  [
    { text: 'Member' },
    { text: 'Family' },
    { text: 'Share', numeric: true },
    { text: 'Parameters', numeric: true },
    { text: 'Size', numeric: true },
  ],
  parts.map((part) => ({
    cells: [part.name, part.family, share(part.weight), count(part.parameters), size(part.bytes)],
  })),
)}`,
    ),
  );
}

/** By how much the log-loss is above that of the best, with the standard error that the choice goes by. */
function behind({ behindBest, standardError }: Candidate): string {
  return behindBest === null ? '–' : `${score(behindBest)} ± ${score(standardError)}`;
}
