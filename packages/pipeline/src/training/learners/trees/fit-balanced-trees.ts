import type { Random } from '@rampart/core';
import type { TreeEnsemble, TreeSettings } from '@rampart/core/internal';
import type { EncodedRows } from '../../../features/encoded-rows.ts';
import { balancedClassWeights, classTotals, rowWeights } from '../../balance/class-balance.ts';
import { targetsOf } from '../class-logits.ts';
import type { Fit } from '../learner.ts';
import { fitTrees, type TreeHooks } from './fit-trees.ts';
import { roundLeaf } from './leaf-values.ts';
import type { TreeRows } from './prepare-trees.ts';

/**
 * Trains trees whose logits are about the table's own class shares, whether or not classes were weighted. Early
 * stopping weighs the classes of its rows as training does.
 */
export async function fitBalancedTrees(
  { training, watching }: TreeRows,
  settings: TreeSettings,
  random: Random,
  { start, ...hooks }: TreeHooks,
): Promise<Fit<TreeEnsemble>> {
  if (settings.classWeights === 'none' && training.weights === undefined) {
    return fitTrees({ training, watching }, settings, random, { start, ...hooks });
  }
  const totals = classTotals(targetsIn(training), training.classes, training.weights);
  const counted = settings.classWeights === 'balanced' ? balancedClassWeights(totals) : totals.map(() => 1);
  const weighted = (rows: EncodedRows) => ({
    ...rows,
    weights: rowWeights(targetsIn(rows), counted, rows.weights),
  });
  const logs = counted.map(Math.log);
  // Multiples of the step, so that what is taken off is what was added.
  const shifts = (counted.length === 2 ? [logs[1]! - logs[0]!] : [...logs]).map(roundLeaf);
  const { fitted, history } = await fitTrees(
    { training: weighted(training), watching: watching && weighted(watching) },
    settings,
    random,
    { start: start && shiftBias(start, shifts, 1), ...hooks },
  );
  return { fitted: shiftBias(fitted, shifts, -1), history };
}

function targetsIn({ labels, classes, positive }: EncodedRows): Int32Array {
  return targetsOf(labels, classes, positive);
}

/** Weighted classes have their odds multiplied by the weights: probabilities would be those of another table. */
function shiftBias(ensemble: TreeEnsemble, shifts: readonly number[], sign: 1 | -1): TreeEnsemble {
  return { ...ensemble, bias: ensemble.bias.map((value, k) => value + sign * shifts[k]!) };
}
