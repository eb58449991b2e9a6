import {
  mean,
  standardError,
} from '../../packages/pipeline/src/training/selection/search/compare-candidates.ts';

/**
 * How far each of ours is ahead of each peer in accuracy, in points: the mean over the folds of the difference in the same
 * fold and its standard error. None for fewer than two folds. Folds share training rows, so that the true error is larger.
 */
export function pairedDifferences(ours, peers) {
  return ours.flatMap((one) =>
    peers.flatMap((peer) => {
      const differences = one.folds.map(({ accuracy }, fold) => 100 * (accuracy - peer.folds[fold].accuracy));
      const error = standardError(differences);
      return error === null ? [] : [[one.name, peer.name, signed(mean(differences)), error.toFixed(2)]];
    }),
  );
}

function signed(points) {
  return `${points < 0 ? '−' : '+'}${Math.abs(points).toFixed(2)}`;
}
