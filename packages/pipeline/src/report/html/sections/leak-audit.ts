import type { DataReport } from '../../data-report.ts';
import type { LeakAudit } from '../../../validation/leak-audit.ts';
import { dataTable } from '../data-table.ts';
import { count, share } from '../figures.ts';
import { type Content, html, joined } from '../html.ts';
import { columnName, type PagePlaces } from '../page-places.ts';
import type { Section } from '../section.ts';

/** What could make a score look better than it is, each fact with the reason why it matters. */
export function leakAuditSection({ leakAudit }: DataReport, places: PagePlaces): Section {
  const section = { id: 'leaks', heading: 'Leak audit' };
  if (leakAudit === null)
    return { ...section, content: html`<p>The table has no labels, so there is nothing that could leak.</p>` };
  return {
    ...section,
    content: html`<p>What could make a score on these rows look better than it is.</p>
${dataTable(
  'Leak audit',
  [{ text: 'Fact' }, { text: 'Found', numeric: true }, { text: 'Why it matters' }],
  findings(leakAudit, places).map(([fact, found, why]) => ({ cells: [fact, found, why] })),
)}`,
  };
}

function findings(audit: LeakAudit, places: PagePlaces): (readonly [string, Content, string])[] {
  const part = (rows: number) => (audit.rows === 0 ? '' : ` (${share(rows / audit.rows)})`);
  const repeated = audit.rows - audit.distinctRows;
  return [
    [
      'Exact duplicates',
      `${count(repeated)}${part(repeated)}`,
      'A row that comes again can stand in training and in test, and a model that remembers it seems to understand it.',
    ],
    [
      'Different feature vectors',
      `${count(audit.distinctVectors)} of ${count(audit.rows)} rows`,
      'Rows with equal features must stay on one side of a split: on both, the test measures memory.',
    ],
    [
      'Conflicting labels',
      `${count(audit.conflictingVectors)} vectors, ${count(audit.conflictingRows)} rows${part(audit.conflictingRows)}`,
      'Equal features with different labels are noise that no model can learn.',
    ],
    [
      'Noise ceiling',
      share(audit.ceiling),
      'Equal features get equal answers, so no model can be more accurate than this on these rows; one that is has seen the label.',
    ],
    [
      'Constant features',
      audit.constantFeatures.length === 0
        ? 'none'
        : joined(
            audit.constantFeatures.map((name) => columnName(name, places)),
            ', ',
          ),
      'One value in every row teaches nothing, and a second value later comes as a surprise.',
    ],
  ];
}
