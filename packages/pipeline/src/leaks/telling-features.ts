import { classificationMetrics, type ColumnData, type Target, type TypedTable } from '@rampart/core';
import { columnOf } from '@rampart/core/internal';
import { z } from 'zod';
import { auditFolds } from './audit-folds.ts';
import { codesOfRanks, type ColumnCodes, rankColumn } from './column-codes.ts';

/** How well one feature alone tells the label: the best answer to each of its values, cross-validated. */
export const tellingFeature = z.object({
  name: z.string(),
  accuracy: z.number(),
  /** Mean over the classes, each against the rest, where there are more than two. */
  rocAuc: z.number().nullable(),
  /** Whether it is too good to be true: the label, or what was only known after it. */
  givesAway: z.boolean(),
});

/** The features by falling accuracy, beside what always answering the most frequent class is worth. */
export const tellingFeatures = z.object({
  baseline: z.number(),
  /** All that give the label away and, with these, the ten best. */
  features: z.array(tellingFeature),
});
export type TellingFeatures = z.infer<typeof tellingFeatures>;

/** Values of one feature that are told apart. */
const mostCodes = 1024;
/** Rows that share a code of a quantity: few find where it passes from class to class, many even out noise. */
const rowsPerCode = [5, 50];
/** Share of the baseline's errors that a feature must avoid to be suspected. */
const nearlyAll = 0.98;
const shown = 10;

type FeatureScore = Pick<z.infer<typeof tellingFeature>, 'accuracy' | 'rocAuc'>;

/** Labelled rows with the fold of each. */
export interface FoldedRows {
  readonly labels: Int32Array;
  readonly folds: Int32Array;
}

/** Scores every feature alone. */
export function scoreFeatures(
  table: TypedTable,
  features: readonly string[],
  target: Target,
  rows: FoldedRows,
): TellingFeatures {
  const counts = new Float64Array(target.classes.length);
  for (const label of rows.labels) counts[label]!++;
  const baseline = Math.max(...counts) / table.rows;
  const scored = features.map((name) => {
    const { accuracy, rocAuc } = bestScore(columnOf(table, name), target, rows);
    const givesAway = accuracy - baseline >= nearlyAll * (1 - baseline);
    return { name, accuracy, rocAuc, givesAway };
  });
  const best = scored.toSorted((left, right) => right.accuracy - left.accuracy);
  return { baseline, features: best.filter(({ givesAway }, rank) => givesAway || rank < shown) };
}

/** The best of a rule over the values themselves, where they are few enough, and of rules over ranges of them. */
function bestScore(data: ColumnData, target: Target, rows: FoldedRows): FeatureScore {
  const ranked = rankColumn(data);
  const values = codesOfRanks(ranked, mostCodes);
  const scores = [scoreCodes(values, target, rows)];
  for (const each of rowsPerCode) {
    const most = Math.max(16, Math.floor(data.length / each));
    if (most < values.count) scores.push(scoreCodes(codesOfRanks(ranked, most), target, rows));
  }
  return scores.reduce((best, score) => (score.accuracy > best.accuracy ? score : best));
}

/** Rows of one fold, code and class are answered alike, so each such cell is scored once, weighted by its rows. */
function scoreCodes(
  { codes, count }: ColumnCodes,
  { classes: names, positive }: Target,
  { labels, folds }: FoldedRows,
): FeatureScore {
  const classes = names.length;
  const cells = new Float64Array(auditFolds * count * classes);
  const ofCode = new Float64Array(count * classes);
  const ofFold = new Float64Array(auditFolds * classes);
  const all = new Float64Array(classes);
  for (let row = 0; row < labels.length; row++) {
    const [label, fold, code] = [labels[row]!, folds[row]!, codes[row]!];
    cells[(fold * count + code) * classes + label]!++;
    ofCode[code * classes + label]!++;
    ofFold[fold * classes + label]!++;
    all[label]!++;
  }
  const scored: number[] = [];
  const probabilities: number[] = [];
  const weights: number[] = [];
  for (let fold = 0; fold < auditFolds; fold++) {
    const prior = shares(all.map((total, of) => total - ofFold[fold * classes + of]!));
    for (let code = 0; code < count; code++) {
      const at = (fold * count + code) * classes;
      const held = cells.subarray(at, at + classes);
      const learned = prior.map((share, of) => ofCode[code * classes + of]! - held[of]! + share);
      const answer = shares(learned);
      for (const [label, weight] of held.entries()) {
        if (weight === 0) continue;
        scored.push(label);
        weights.push(weight);
        probabilities.push(...answer);
      }
    }
  }
  const answers = {
    labels: scored,
    probabilities: Float64Array.from(probabilities),
    classes,
    positive,
    weights,
  };
  const { accuracy, rocAuc } = classificationMetrics(answers, 0.5);
  return { accuracy: accuracy!, rocAuc };
}

function shares(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (total === 0 ? 1 / counts.length : count / total));
}
