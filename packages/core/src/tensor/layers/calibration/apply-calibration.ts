import * as tf from '@tensorflow/tfjs-core';
import { presentGroups } from '../present-groups.ts';
import { farthestLogit } from '../../../calibration/calibrate-logits.ts';
import {
  calibratedOutputs,
  type CalibrationState,
  type Calibrator,
  type MonotoneMap,
} from '../../../calibration/calibration-state.ts';

/** A column of numbers for each calibrator, and the same for each row or, where all rows share one, for all. */
type Pick = (numbers: readonly (readonly number[])[]) => tf.Tensor2D;

/**
 * Calibrated logits [rows × outputs] of logits of that shape, as `calibrateLogits` computes them; `rows` are the
 * encoded ones [rows × features], needed only where the state has feature groups. Finite for finite logits, else NaN.
 */
export function applyCalibration(
  state: CalibrationState,
  logits: tf.Tensor2D,
  rows: tf.Tensor2D | undefined,
): tf.Tensor2D {
  return tf.tidy(() => {
    const { calibrators } = state;
    const pick = pickerFor(state, rows);
    const outputs = calibratedOutputs(state);
    const inverse = pick(calibrators.map(({ temperature }) => [1 / temperature]));
    const bounded = tf.clipByValue(logits, -farthestLogit, farthestLogit);
    const tempered = tf.mul(bounded, outputs === 1 ? inverse : tf.tile(inverse, [1, outputs])) as tf.Tensor2D;
    const mapped = calibrators.some(({ isotonic }) => isotonic !== null)
      ? mapLogits(calibrators, tempered, pick)
      : tempered;
    const shifted = tf.add(mapped, pick(calibrators.map(({ shift }) => shift)));
    // NaN for a logit that is no finite number, and else 0: on WebAssembly clipping makes a bound of NaN.
    return tf.add(shifted, tf.mul(logits, 0));
  });
}

/** The probabilities of calibrated logits: of the positive class for a single logit, else of every class. */
export function probabilitiesOfLogits(logits: tf.Tensor2D): tf.Tensor2D {
  return logits.shape[1] === 1 ? tf.sigmoid(logits) : tf.softmax(logits);
}

/** The monotone maps of the calibrators that have one, all at once; logits of the others stay as they are. */
function mapLogits(calibrators: readonly Calibrator[], logits: tf.Tensor2D, pick: Pick): tf.Tensor2D {
  const segments = Math.max(...calibrators.map(({ isotonic }) => (isotonic?.edges.length ?? 1) - 1));
  const maps = calibrators.map(({ isotonic }) => isotonic && segmentsOf(isotonic, segments));
  const none = new Array<number>(segments).fill(0);
  const starts = pick(maps.map((map) => map?.starts ?? none));
  const inverseWidths = pick(maps.map((map) => map?.inverseWidths ?? none));
  const rises = pick(maps.map((map) => map?.rises ?? none));
  const lowest = pick(calibrators.map(({ isotonic }) => [isotonic?.values[0] ?? 0]));
  const shares = tf.clipByValue(tf.mul(tf.sub(logits, starts), inverseWidths), 0, 1);
  const values = tf.add(lowest, tf.sum(tf.mul(shares, rises), 1, true));
  if (maps.every((map) => map !== null)) return values as tf.Tensor2D;
  const isMapped = pick(maps.map((map) => [map === null ? 0 : 1]));
  return tf.add(tf.mul(values, isMapped), tf.mul(logits, tf.sub(1, isMapped)));
}

/** The straight parts of a map, with parts that rise by nothing to make them `count`. */
function segmentsOf({ edges, values }: MonotoneMap, count: number) {
  const parts = Array.from({ length: count }, (_, i) => Math.min(i, edges.length - 2));
  return {
    starts: parts.map((i) => edges[i]!),
    inverseWidths: parts.map((i) => 1 / (edges[i + 1]! - edges[i]!)),
    rises: parts.map((i, part) => (i === part ? values[i + 1]! - values[i]! : 0)),
  };
}

function pickerFor(state: CalibrationState, rows: tf.Tensor2D | undefined): Pick {
  const { groups } = state;
  if (groups.length === 0) return ([numbers]) => tf.tensor2d([[...numbers!]]);
  if (rows === undefined) throw new TypeError('expected the encoded rows, by which a calibrator is chosen');
  const chosen = chosenCalibrators(state, rows);
  // Exact: each row of `chosen` holds a single 1, and everything beside it is finite.
  return (numbers) => tf.matMul(chosen, tf.tensor2d(numbers.map((row) => [...row])));
}

/** [rows × calibrators]: 1 where a row is to be calibrated by it, else 0. */
function chosenCalibrators({ groups, calibrators }: CalibrationState, rows: tf.Tensor2D): tf.Tensor2D {
  const present = presentGroups(groups, rows);
  // Groups in which a row differs from a calibrator: Σ p + q - 2pq, the sum of q being a constant.
  const wanted = calibrators.map((one) => one.present.map(Number));
  const signs = tf.tensor2d(groups.map((_, group) => wanted.map((flags) => 1 - 2 * flags[group]!)));
  const counts = tf.tensor2d([wanted.map((flags) => flags.reduce((sum, flag) => sum + flag, 0))]);
  const same = tf.cast(tf.less(tf.add(tf.matMul(present, signs), counts), 0.5), 'float32');
  const unknown = tf.sub(1, tf.sum(same, 1, true));
  const first = tf.tensor2d([calibrators.map((_, i) => (i === 0 ? 1 : 0))]);
  return tf.add(same, tf.mul(unknown, first));
}
