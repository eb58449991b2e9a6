import type { LeakAudit } from '../leaks/leak-audit.ts';
import { percent } from '../table/text-table.ts';
import { counted } from '@rampart/core/internal';

/** A leak audit as rows of a table: what was looked at, and what was found. */
export function describeLeaks(leaks: LeakAudit): string[][] {
  const { nearDuplicates: near, tellingFeatures: telling, splitComparison: quick } = leaks;
  const skipped = (part: object): part is { notComputed: string } => 'notComputed' in part;
  const best = skipped(telling) ? undefined : telling.features[0];
  const suspects = skipped(telling) ? [] : telling.features.filter(({ givesAway }) => givesAway);
  return [
    ['rows', String(leaks.rows)],
    ['distinct rows', String(leaks.distinctRows)],
    ['distinct feature vectors', String(leaks.distinctVectors)],
    [
      'vectors with more than one label',
      `${leaks.conflictingVectors} (${counted(leaks.conflictingRows, 'row')})`,
    ],
    ['no model can be more accurate than', percent(leaks.ceiling)],
    ...(leaks.constantFeatures.length > 0 ? [['constant features', leaks.constantFeatures.join(', ')]] : []),
    ...(leaks.holdoutRowsSeenInTraining === null
      ? []
      : [['holdout rows whose vector is in training', String(leaks.holdoutRowsSeenInTraining)]]),
    ...(leaks.examinedRows < leaks.rows
      ? [['rows examined for the following', String(leaks.examinedRows)]]
      : []),
    [
      'vectors one feature away from another',
      skipped(near) ? 'not computed' : `${near.near} of ${near.vectors}`,
    ],
    ...(leaks.identifierFeatures.length > 0
      ? [['features that name rows', leaks.identifierFeatures.map(({ name }) => name).join(', ')]]
      : []),
    [
      'features that give the label away',
      best === undefined
        ? 'not computed'
        : suspects.length > 0
          ? suspects.map(({ name, accuracy }) => `${name} (${percent(accuracy)})`).join(', ')
          : `none (best alone: ${best.name}, ${percent(best.accuracy)})`,
    ],
    ...(skipped(quick)
      ? [['a quick model under a random split', 'not computed']]
      : [
          [`a ${quick.model} under a random split`, percent(quick.random.accuracy)],
          ['the same under a leak-free split', percent(quick.leakFree.accuracy)],
          ['accuracy that leaks only seem to give', `${(100 * quick.difference).toFixed(2)} points`],
        ]),
  ];
}
