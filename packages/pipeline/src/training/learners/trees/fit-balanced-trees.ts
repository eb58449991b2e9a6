import type { Random } from '@rampart/core';
import type { TreeEnsemble, TreeSettings } from '@rampart/core/internal';
import type { EncodedRows } from '../../../features/encoded-rows.ts';
import { balanceEncoded } from '../../balance/balance-encoded.ts';
import { classCounts, classTotals, rowWeights } from '../../balance/class-balance.ts';
import { impliedCounts } from '../../balance/implied-counts.ts';
import { targetsOf } from '../class-logits.ts';
import type { Fit } from '../learner.ts';
import { fitTrees, type TreeHooks } from './fit-trees.ts';
import { roundLeaf } from './leaf-values.ts';
import type { TreeRows } from './prepare-trees.ts';
import { scoreColumns } from './score-columns.ts';

/**
 * Trains trees whose logits are about the table's own class shares, whether or not classes were weighted, got further
 * rows or lost some. Early stopping weighs the classes of its rows as training does, but sees all of them and no
 * synthetic one.
 */
export async function fitBalancedTrees(
  { training, watching }: TreeRows,
  settings: TreeSettings,
  random: Random,
  { start, ...hooks }: TreeHooks,
): Promise<Fit<TreeEnsemble>> {
  const { classWeights } = settings;
  const { rows, sources, totals } = await balanceEncoded(training, settings, random, hooks.signal);
  const { classes, weights } = training;
  const balanced = classWeights !== 'none' || rows !== training;
  if (!balanced && weights === undefined) {
    return fitTrees({ training, watching }, settings, random, { start, ...hooks });
  }
  const targets = targetsIn(training);
  const { balance, counted } = classCounts(classTotals(targets, classes, weights), totals, classWeights);
  const shifts = shiftsOf(counted);
  const { fitted, history } = await fitTrees(
    {
      training: weighted(rows, balance),
      watching: watching && weighted(watching, counted),
      table: { rows: weighted(training, counted), sources },
    },
    settings,
    random,
    { start: start && shiftBias(start, shifts, 1), ...hooks },
  );
  if (!balanced) return { fitted, history };
  const restored = shiftBias(fitted, shifts, -1);
  const logits = scoreColumns(restored, training.columns);
  const implied = impliedCounts(logits, { targets, classes, weights });
  return { fitted: shiftBias(restored, shiftsOf(implied), -1), history };
}

function targetsIn({ labels, classes, positive }: EncodedRows): Int32Array {
  return targetsOf(labels, classes, positive);
}

function weighted(rows: EncodedRows, balance: Float64Array): EncodedRows {
  return { ...rows, weights: rowWeights(targetsIn(rows), balance, rows.weights) };
}

/** What classes that count so many times add to the logits; multiples of the step, so that it can be taken off. */
function shiftsOf(counted: Float64Array): number[] {
  const logs = Array.from(counted, Math.log);
  return (logs.length === 2 ? [logs[1]! - logs[0]!] : logs).map(roundLeaf);
}

/** Weighted classes have their odds multiplied by the weights: probabilities would be those of another table. */
function shiftBias(ensemble: TreeEnsemble, shifts: readonly number[], sign: 1 | -1): TreeEnsemble {
  return { ...ensemble, bias: ensemble.bias.map((value, k) => value + sign * shifts[k]!) };
}
