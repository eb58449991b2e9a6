import { count } from '../data-report/html/figures.ts';
import type { LeakAudit } from '../leaks/leak-audit.ts';
import { percent } from '../table/text-table.ts';

/** What of an accuracy would be leakage, in plain words: rows that come again, rows that contradict, and what that is worth. */
export function leakSentences(audit: LeakAudit): string[] {
  const {
    rows,
    distinctVectors,
    conflictingVectors,
    ceiling,
    splitComparison: quick,
    tellingFeatures,
  } = audit;
  const repeated = rows - distinctVectors;
  const sentences = [
    repeated === 0
      ? 'No row repeats the features of another.'
      : `${count(repeated)} of ${count(rows)} rows repeat the features of another; a model is tested only on rows whose features it has not seen.`,
  ];
  if (conflictingVectors > 0) {
    sentences.push(
      `${count(conflictingVectors)} sets of equal features carry different labels, so no model can be right in more than ${percent(ceiling)}: who reports more has leaked.`,
    );
  }
  if (!('notComputed' in quick)) {
    const points = (100 * quick.difference).toFixed(1);
    sentences.push(
      quick.difference >= 0.0005
        ? `Of a quick model's accuracy under a random split, ${percent(quick.random.accuracy)}, ${points} points are leakage.`
        : `A random split would not have flattered a quick model (${percent(quick.random.accuracy)}).`,
    );
  }
  if (!('notComputed' in tellingFeatures)) {
    const telling = tellingFeatures.features.filter(({ givesAway }) => givesAway);
    if (telling.length > 0)
      sentences.push(
        `${telling.map(({ name }) => name).join(', ')} alone gives the label away: see whether it is known in time.`,
      );
  }
  return sentences;
}
