import { costOfMembers } from './selection/ensemble.ts';
import { wantsSearch } from './selection/search/search-candidates.ts';
import type { Trial } from './selection/trial.ts';
import type { FitPool } from './threads/fit-pool.ts';
import type { TrainModelOptions } from './train-options.ts';

/** Multiplications and additions that a thread does in a second, roughly: an ordinary machine in the WebAssembly kernel. */
const speed = 1.5e10;

/**
 * About how many seconds a training will take, the last fit counted as that of the dearest candidate; null where a
 * search decides. Another machine may take half of it, or twice.
 */
export function estimateSeconds(
  { encoding, classes, labels, selection, config, pool }: TrainModelOptions & { readonly pool: FitPool },
  trials: readonly Trial[],
): number | null {
  if (wantsSearch(config.training)) return null;
  const { folds } = config.training;
  const compared = ((selection?.rows ?? labels).length * (folds - 1)) / folds;
  const all = trials.map(({ members, incomplete }) => [...members, ...incomplete]);
  // Candidates that share a member share its training.
  const different = new Map(all.flat().map((member) => [member.key, member]));
  const costOf = (members: Iterable<Trial['members'][number]>, rows: number) =>
    costOfMembers([...members], { encoding, classes, rows }, pool.learners);
  const last = Math.max(...all.map((members) => costOf(members, labels.length)));
  return (folds * costOf(different.values(), compared) + last) / (speed * pool.concurrency);
}
