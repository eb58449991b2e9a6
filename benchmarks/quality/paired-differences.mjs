import { average as mean, deviation } from '../../packages/pipeline/src/cross-validation/mean-decisions.ts';
import { groupedError } from './grouped-error.mjs';

/** What contenders are compared by: a figure of each fold and one of each row, both more for the better one. */
const figures = [
  { ofFold: ({ metrics }) => 100 * metrics.accuracy, ofRows: ({ hits }) => hits.map((hit) => 100 * hit) },
  { ofFold: ({ metrics }) => -metrics.logLoss, ofRows: ({ losses }) => losses.map((loss) => -loss) },
];

/**
 * How far each of ours is ahead of each peer, in points of accuracy and in log-loss: for both the `mean` over the folds of
 * the difference in the same fold, its standard error `byFold` (null of one fold; folds share training rows and, of
 * several foldings, test rows, so that the true error is larger), and `byGroup`, that of the rows: the difference of each
 * row is averaged over the folds that test it, and rows of equal features are one draw.
 */
export function pairedDifferences(ours, peers, folds, groups) {
  return ours.flatMap((one) =>
    peers.map((peer) => {
      const [accuracy, logLoss] = figures.map(({ ofFold, ofRows }) => {
        const differences = one.folds.map((own, fold) => ofFold(own) - ofFold(peer.folds[fold]));
        const rows = one.folds.map((own, fold) => {
          const others = ofRows(peer.folds[fold]);
          return ofRows(own).map((figure, at) => figure - others[at]);
        });
        return {
          mean: mean(differences),
          byFold: standardError(differences),
          byGroup: groupedError(rows, folds, groups),
        };
      });
      return { one: one.name, peer: peer.name, accuracy, logLoss };
    }),
  );
}

/** The header of `differenceRow`. */
export const differenceHeader = [
  '',
  'ahead of',
  'points of accuracy',
  '± by fold',
  '± by group of rows',
  'log-loss',
  '± by fold',
  '± by group of rows',
];

/** One line of the table of differences; a positive figure says that Rampart is better. */
export function differenceRow({ one, peer, accuracy, logLoss }) {
  return [one, peer, ...told(accuracy, 2), ...told(logLoss, 4)];
}

function told(difference, decimals) {
  return [
    signed(difference.mean, decimals),
    ...[difference.byFold, difference.byGroup].map((error) => error?.toFixed(decimals)),
  ];
}

/** A number with its sign. */
export function signed(value, decimals) {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(decimals)}`;
}

/** Of the mean of values; null of fewer than two. */
export function standardError(values) {
  const spread = deviation(values);
  return spread === null ? null : spread / Math.sqrt(values.length);
}
