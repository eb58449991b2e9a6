import { digestOf, type NetworkSettings } from '@rampart/core/internal';
import type { Preprocessing } from '@rampart/core/tensor';
import type { EncodedRows } from '../../../features/encoded-rows.ts';
import { shapeOf } from './fit-network.ts';
import type { FittedNetwork } from './trained-network.ts';
import { networkRows } from './network-rows.ts';

/** Rate and epochs of a network that goes on, as a share of those of one that starts from random numbers. */
const warmShare = 1 / 3;

/** The settings of a network that goes on: it has little left to learn, and a high rate would undo what it knows. */
export function warmSettings(settings: NetworkSettings): NetworkSettings {
  return {
    ...settings,
    learningRate: warmShare * settings.learningRate,
    epochs: Math.ceil(warmShare * settings.epochs),
    minimumSteps: Math.ceil(warmShare * settings.minimumSteps),
  };
}

/**
 * Why a network can not go on from another; null where it can. Of the preprocessing that the rows at hand would be
 * given the kinds of its blocks count, not what it learned, because the other one's is used.
 */
export function whyCold(start: FittedNetwork, rows: EncodedRows, settings: NetworkSettings): string | null {
  const { preprocessing } = networkRows(rows, settings.transformation);
  if (digestOf(kindOf(start.preprocessing)) !== digestOf(kindOf(preprocessing))) {
    return 'its columns are transformed in another way';
  }
  const { inputs: _, ...before } = start.shape;
  const { inputs: __, ...now } = shapeOf(settings, { width: 0, classes: rows.classes });
  return digestOf(before) === digestOf(now) ? null : 'its network has another shape than the chosen one';
}

function kindOf({ inputs, filled, blocks }: Preprocessing): unknown {
  const kind = ({ columns, steps }: Preprocessing['blocks'][number]) => ({
    columns: columns.toSorted((a, b) => a - b),
    steps: steps.map(({ transform }) => transform),
  });
  return { inputs, filled: filled && kind(filled), blocks: blocks.map(kind) };
}
