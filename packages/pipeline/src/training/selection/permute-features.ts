import type { Random } from '@rampart/core';
import { classShares } from '@rampart/core/internal';
import type { EncodedRows } from '../../features/encoded-rows.ts';
import { sampleRows, takeSampled } from '../sample-rows.ts';
import { groupedMean } from './grouped-mean.ts';
import type { OutOfFold } from './out-of-fold.ts';
import { type LabelledRows, rowLosses } from './row-losses.ts';
import { excess } from './search/compare-candidates.ts';
import type { Selection } from './select-candidate.ts';

/** By how much a log-loss rises, in nats a row, with rows of one group taken together in the standard error. */
export interface LossRise {
  readonly logLoss: number;
  readonly standardError: number;
}

/** What a model knows of rows that it has not seen, and what is left once features are permuted among them. */
export interface PermutedFeatures {
  /** Rows that were scored. */
  readonly rows: number;
  /** What the model saves over the class shares of these rows, in nats a row. */
  readonly saved: number;
  /** For each of the sets of columns. */
  readonly rises: readonly LossRise[];
}

/** Enough for a standard error of about a hundredth of a nat at most, few enough for hundreds of features. */
const mostRows = 5000;

/**
 * Scores rows, some of a longer table, by members that have not seen their fold: as they are, and with each of the sets
 * of columns permuted among the rows of the fold. Losses are taken after division by the temperature that suits them,
 * so that what is counted is what the model still knows, and not how sure it is of the rest.
 */
export async function permuteFeatures(
  { chosen, blend }: Pick<Selection, 'chosen' | 'blend'>,
  outOfFold: OutOfFold,
  table: EncodedRows & LabelledRows,
  sets: readonly (readonly number[])[],
  random: Random,
): Promise<PermutedFeatures> {
  const { rows, ...judged } = drawRows(table, random.fork('rows'));
  const nameOf = (column: number) => table.encoding[column]!.name;
  const edits = sets.map((permuted) => ({
    permuted,
    seed: random.fork(`permuted ${permuted.map(nameOf).join()}`).seed,
  }));
  const all = [{ missing: [] }, ...edits];
  const logits = await outOfFold.editedLogits(chosen, chosen.members, all, { blend, rows });
  const [own, ...permuted] = logits.map((each) => rowLosses(each, judged));
  const { mean } = groupedMean(own!, judged);
  return {
    rows: rows.length,
    saved: entropy(classShares(judged)) - mean,
    rises: permuted.map((losses) => {
      const { mean: logLoss, standardError } = excess(losses, own!, judged);
      return { logLoss, standardError };
    }),
  };
}

/** Rows by themselves rather than whole groups: of few large groups some folds would have none. */
function drawRows(
  { labels, classes, positive, weights: all, groups }: LabelledRows,
  random: Random,
): LabelledRows & { readonly rows: Int32Array } {
  const alone = Int32Array.from(labels.keys());
  const drawn = sampleRows({ groups: alone, labels, classes, weights: all }, mostRows, random);
  const sample = drawn ?? { rows: alone, ...(all && { weights: all }) };
  const { weights, ...taken } = takeSampled({ groups, labels }, sample);
  return { rows: sample.rows, classes, positive, ...taken, ...(weights && { weights }) };
}

function entropy(shares: Float64Array): number {
  return shares.reduce((sum, share) => (share > 0 ? sum - share * Math.log(share) : sum), 0);
}
