import { createRandom } from '@rampart/core/internal';
import { stumpFamily, type StumpSettings, type StumpSplit } from '@rampart/core/testing';
import { StumpLayer } from '@rampart/core/testing/stump';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { rowsWhere, takeEncoded, type EncodedRows } from '../../features/encoded-rows.ts';
import { balancedClassWeights, classTotals, rowWeights } from '../../training/balance/class-balance.ts';
import type { EpochRecord, Learner } from '../../training/learners/learner.ts';

/** A one-level tree. */
export interface FittedStump {
  readonly split: StumpSplit;
  /** What the split took off the training loss, in nats over all rows. */
  readonly gain: number;
  readonly outputs: number;
  /** Logits below and above the border, row-major [2 × outputs]. */
  readonly leaves: Float32Array;
}

/** Borders tried between the values of a column. */
const mostBorders = 15;

/** Trains one-level trees on encoded rows. */
export const stumpLearner: Learner<StumpSettings, FittedStump> = {
  family: stumpFamily,
  tensors: false,
  keepsMonotone: false,

  async fit(all, settings, { seed, watched, start, checkpoint, onEpoch, signal }) {
    signal?.throwIfAborted();
    const resumed = (await checkpoint?.read())?.arrays;
    if (resumed) {
      const [split, leaves, [loss, gain]] = resumed as [Float64Array, Float64Array, Float64Array];
      const [column, border, missing] = split as unknown as [number, number, number];
      const fitted = {
        split: { column, border, missing },
        gain: gain!,
        outputs: leaves.length / 2,
        leaves: Float32Array.from(leaves),
      };
      return { fitted, history: [recordOf(loss!)] };
    }
    const held = new Set(watched);
    const rows = watched
      ? takeEncoded(
          all,
          rowsWhere(all.labels.length, (row) => !held.has(row)),
        )
      : all;
    const split = start?.split ?? bestSplit(rows, settings, seed);
    const { leaves, loss, gain } = leavesOf(rows, split, rows.weights);
    const { column, border, missing } = split;
    await checkpoint?.write({
      data: null,
      arrays: [
        Float64Array.of(column, border, missing),
        Float64Array.from(leaves),
        Float64Array.of(loss, gain),
      ],
    });
    onEpoch?.(recordOf(loss));
    return { fitted: { split, gain, outputs: leaves.length / 2, leaves }, history: [recordOf(loss)] };
  },

  logits({ split, outputs, leaves }, columns) {
    const column = columns[split.column]!;
    const logits = new Float64Array(column.length * outputs);
    for (const [row, value] of column.entries()) {
      const side = sideOf(value, split);
      logits.set(leaves.subarray(side * outputs, (side + 1) * outputs), row * outputs);
    }
    return logits;
  },

  epochs: () => 1,
  cost: (_, { encoding, rows }) => mostBorders * encoding.length * rows,
  parameters: ({ leaves }) => leaves.length,
  rowCost: () => 1,
  gain({ split: { column }, gain }) {
    const gains = new Float64Array(column + 1);
    gains[column] = gain;
    return gains;
  },
  describe: ({ share }) => ({ share }),
  warm: (settings) => settings,
  whyCold: ({ split }, { columns }) => (split.column < columns.length ? null : 'its column is not there'),

  export({ split, gain, outputs, leaves }, { rows, named }) {
    const layer = new StumpLayer({ name: named('stump'), split, gain, outputs });
    const logits = layer.apply(rows) as tfl.SymbolicTensor;
    tf.tidy(() => layer.setWeights([tf.tensor2d(leaves, [2, outputs])]));
    return logits;
  },

  read(model, named) {
    const layer = model.layers.find(({ name }) => name === named('stump'));
    if (!(layer instanceof StumpLayer)) return null;
    const leaves = layer.getWeights()[0]!.dataSync<'float32'>();
    return { split: layer.split, gain: layer.gain, outputs: layer.outputs, leaves: leaves.slice() };
  },
};

function recordOf(loss: number): EpochRecord {
  return { epoch: 1, epochs: 1, learningRate: 1, loss };
}

/** 1 above the border. Rows are float32 in the model, so that the border is compared with those. */
function sideOf(value: number, { border, missing }: StumpSplit): number {
  return Number.isNaN(value) ? missing : Number(Math.fround(value) > border);
}

function bestSplit(rows: EncodedRows, { share, classWeights }: StumpSettings, seed: number): StumpSplit {
  const { columns, labels, classes, weights } = rows;
  const order = createRandom(seed).shuffle(Int32Array.from(columns.keys()));
  const balance =
    classWeights === 'balanced'
      ? balancedClassWeights(classTotals(labels, classes, weights))
      : new Float64Array(classes).fill(1);
  const counted = rowWeights(labels, balance, weights);
  let best: { readonly split: StumpSplit; readonly loss: number } | undefined;
  for (const column of order.subarray(0, Math.ceil(share * columns.length))) {
    for (const border of bordersOf(columns[column]!)) {
      for (const missing of [0, 1]) {
        const split = { column, border, missing };
        const { loss } = leavesOf(rows, split, counted);
        if (best === undefined || loss < best.loss) best = { split, loss };
      }
    }
  }
  return best?.split ?? { column: 0, border: 0, missing: 0 };
}

function bordersOf(column: Float64Array): number[] {
  const values = [...new Set(column.filter((value) => !Number.isNaN(value)))].sort((a, b) => a - b);
  const step = Math.max(1, values.length / (mostBorders + 1));
  const borders = Array.from({ length: mostBorders }, (_, at) => values[Math.floor((at + 1) * step) - 1]);
  return borders.filter((border) => border !== undefined).map(Math.fround);
}

/**
 * What a split's leaves say of these rows: smoothed log-odds of two classes, log-shares of more; their mean log-loss, and
 * by how much it is less over all rows than without the split.
 */
function leavesOf(
  { columns, labels, classes, positive }: EncodedRows,
  split: StumpSplit,
  weights?: ArrayLike<number>,
): { leaves: Float32Array; loss: number; gain: number } {
  const totals = new Float64Array(2 * classes).fill(1);
  for (const [row, value] of columns[split.column]!.entries()) {
    totals[sideOf(value, split) * classes + labels[row]!]! += weights?.[row] ?? 1;
  }
  const [below, above] = [totals.subarray(0, classes), totals.subarray(classes)];
  const both = below.map((count, label) => count + above[label]!);
  const loss = lossOf(below) + lossOf(above);
  const sides = [below, above].map((side) => {
    const logs = logShares(side);
    const one = positive ?? 1;
    return classes === 2 ? [logs[one]! - logs[1 - one]!] : logs;
  });
  const rows = both.reduce((sum, count) => sum + count, 0);
  return {
    leaves: Float32Array.from(sides.flat()),
    loss: loss / rows,
    gain: Math.max(0, lossOf(both) - loss),
  };
}

/** Log-loss of so many rows of each class that are answered with their shares. */
function lossOf(counts: Float64Array): number {
  return logShares(counts).reduce((sum, log, label) => sum - counts[label]! * log, 0);
}

function logShares(counts: Float64Array): number[] {
  const sum = counts.reduce((total, count) => total + count, 0);
  return [...counts].map((count) => Math.log(count / sum));
}
