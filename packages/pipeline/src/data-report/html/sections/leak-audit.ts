import type { LeakAudit } from '../../../leaks/leak-audit.ts';
import type { DataReport } from '../../data-report.ts';
import { dataTable } from '../data-table.ts';
import { count, counted, share } from '../figures.ts';
import { type Content, html, type Html, joined } from '../html.ts';
import { columnName, type PagePlaces } from '../page-places.ts';
import type { Section } from '../section.ts';

type Finding = readonly [fact: string, found: Content, why: string];

/** What could make a score look better than it is, each fact with the reason why it matters. */
export function leakAuditSection({ leakAudit: audit }: DataReport, places: PagePlaces): Section {
  const section = { id: 'leaks', heading: 'Leak audit' };
  if (audit === null)
    return { ...section, content: html`<p>The table has no labels, so there is none that could leak.</p>` };
  const findings = [...rowFindings(audit), ...featureFindings(audit, places)];
  return {
    ...section,
    content: html`<p>What could make a score on these rows look better than it is.${
      audit.examinedRows < audit.rows
        ? ` The table is large: near duplicates, features and the two splits were examined on ${counted(audit.examinedRows, 'row')} of it.`
        : null
    }</p>
${dataTable(
  'Leak audit',
  [{ text: 'Fact' }, { text: 'Found' }, { text: 'Why it matters', prose: true }],
  findings.map((cells) => ({ cells })),
)}
${splitScores(audit)}
${singleFeatures(audit, places)}`,
  };
}

function rowFindings(audit: LeakAudit): Finding[] {
  const part = (rows: number) => (audit.rows === 0 ? '' : ` (${share(rows / audit.rows)})`);
  const repeated = audit.rows - audit.distinctRows;
  const { nearDuplicates: near, holdoutRowsSeenInTraining: seen } = audit;
  return [
    [
      'Exact duplicates',
      `${counted(repeated, 'row')}${part(repeated)}`,
      'A row that comes again can stand in training and in test, and a model that remembers it seems to understand it.',
    ],
    [
      'Different feature vectors',
      `${count(audit.distinctVectors)} in ${counted(audit.rows, 'row')}`,
      'Rows with equal features belong on one side of a split: on both, the test measures memory.',
    ],
    [
      'Near duplicates',
      'notComputed' in near
        ? notComputed(near)
        : `${count(near.near)} of ${counted(near.vectors, 'vector')}, ${counted(near.rows, 'row')}`,
      'A row that differs from another in one feature is nearly seen before: even a split by feature vectors flatters a little.',
    ],
    ...(seen === null
      ? []
      : [
          [
            'Holdout rows seen in training',
            counted(seen, 'row'),
            'The holdout is to be new: a feature vector that training has had proves nothing.',
          ] satisfies Finding,
        ]),
    [
      'Conflicting labels',
      `${counted(audit.conflictingVectors, 'vector')}, ${counted(audit.conflictingRows, 'row')}${part(audit.conflictingRows)}`,
      'Equal features with different labels are noise that no model can learn.',
    ],
    [
      'Noise ceiling',
      share(audit.ceiling),
      'Equal features get equal answers, so no model can be more accurate on these rows: one that claims to be has seen the label.',
    ],
  ];
}

function featureFindings(audit: LeakAudit, places: PagePlaces): Finding[] {
  const { tellingFeatures: telling, identifierFeatures, constantFeatures } = audit;
  const names = (features: readonly string[]) =>
    features.length === 0
      ? 'none'
      : joined(
          features.map((name) => columnName(name, places)),
          ', ',
        );
  return [
    [
      'Features that give the label away',
      'notComputed' in telling
        ? notComputed(telling)
        : names(telling.features.filter(({ givesAway }) => givesAway).map(({ name }) => name)),
      'A feature that tells the label alone is often the label itself, or was only known after it: it will not be there when it counts.',
    ],
    [
      'Identifiers among the features',
      names(identifierFeatures.map(({ name }) => name)),
      'A value that names its row lets a model recognise rows rather than learn from them.',
    ],
    [
      'Constant features',
      names(constantFeatures),
      'One value in every row teaches nothing, and a second value later comes as a surprise.',
    ],
  ];
}

function splitScores({ splitComparison: comparison }: LeakAudit): Html {
  if ('notComputed' in comparison)
    return html`<h3>The same model under two splits</h3><p>${notComputed(comparison)}</p>`;
  const { model, folds, random, leakFree, difference } = comparison;
  const score = (value: number | null) => (value === null ? '–' : value.toFixed(4));
  const rows = [
    ['Rows at random', random],
    ['Equal rows kept together', leakFree],
  ] as const;
  return html`<h3>The same model under two splits</h3>
<p>A quick ${model}, cross-validated in ${count(folds)} folds. ${
    difference > 0
      ? html`A random split makes it look better by <strong>${points(difference)}</strong> of accuracy than it is on rows it has not seen.`
      : 'A random split does not make it look better: repeated rows are no danger here.'
  }</p>
${dataTable(
  'Scores of one model under two splits',
  [
    { text: 'Split' },
    { text: 'Accuracy', numeric: true },
    { text: 'F1', numeric: true },
    { text: 'ROC AUC', numeric: true },
  ],
  rows.map(([split, { accuracy, f1, rocAuc }]) => ({
    cells: [split, score(accuracy), score(f1), score(rocAuc)],
  })),
)}`;
}

function singleFeatures({ tellingFeatures: telling }: LeakAudit, places: PagePlaces): Html | null {
  if ('notComputed' in telling || telling.features.length === 0) return null;
  const suspected = telling.features.some(({ givesAway }) => givesAway);
  return html`<h3>What each feature tells alone</h3>
<p>Accuracy of the best answer to each of its values, cross-validated; the most frequent class alone is worth ${share(telling.baseline)}.</p>
${dataTable(
  'Accuracy of single features, the best first',
  [
    { text: 'Feature' },
    { text: 'Accuracy', numeric: true },
    { text: 'ROC AUC', numeric: true },
    ...(suspected ? [{ text: 'Suspected' }] : []),
  ],
  telling.features.map(({ name, accuracy, rocAuc, givesAway }) => ({
    alarm: givesAway,
    cells: [
      columnName(name, places),
      share(accuracy),
      rocAuc === null ? '–' : rocAuc.toFixed(4),
      ...(suspected ? [givesAway ? '▲ gives the label away' : 'no'] : []),
    ],
  })),
)}`;
}

function points(difference: number): string {
  return `${(100 * difference).toFixed(1)} points`;
}

function notComputed({ notComputed: reason }: { readonly notComputed: string }): string {
  return `not computed: ${reason}`;
}
