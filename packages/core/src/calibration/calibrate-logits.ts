import { hasGroup } from '../encoding/group-columns.ts';
import {
  calibratedOutputs,
  type CalibrationState,
  type Calibrator,
  type MonotoneMap,
} from './calibration-state.ts';

/** Logits further out are as good as these, and later operations cannot make them infinite. */
export const farthestLogit = 1e30;

/**
 * Calibrated logits, row-major [rows × outputs], of a network's logits: what `CalibrationLayer` computes before its
 * sigmoid or softmax, on the host in float64. `calibratorOf` holds the number of each row's calibrator, as
 * `calibratorsOf` gives it; the first for all rows where left out.
 */
export function calibrateLogits(
  state: CalibrationState,
  logits: ArrayLike<number>,
  calibratorOf?: ArrayLike<number>,
): Float64Array {
  const outputs = calibratedOutputs(state);
  const calibrated = new Float64Array(logits.length);
  for (let i = 0; i < calibrated.length; i++) {
    const output = i % outputs;
    const at = calibratorOf?.[(i - output) / outputs] ?? 0;
    calibrated[i] = calibrateLogit(state.calibrators[at]!, logits[i]!, output);
  }
  return calibrated;
}

/** The calibrated logit of one of a calibrator's outputs; NaN for a logit that is no finite number. */
export function calibrateLogit(
  { temperature, shift, isotonic }: Calibrator,
  logit: number,
  output: number,
): number {
  if (!Number.isFinite(logit)) return Number.NaN;
  const tempered = Math.min(Math.max(logit, -farthestLogit), farthestLogit) / temperature;
  return (isotonic === null ? tempered : mapLogit(isotonic, tempered)) + shift[output]!;
}

/** The value of a monotone map: straight between its knots, constant beyond. */
export function mapLogit({ edges, values }: MonotoneMap, logit: number): number {
  if (!(logit > edges[0]!)) return values[0]!;
  let low = 0;
  let high = edges.length - 1;
  if (logit >= edges[high]!) return values[high]!;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= logit) low = middle;
    else high = middle;
  }
  const share = (logit - edges[low]!) / (edges[high]! - edges[low]!);
  return values[low]! + share * (values[high]! - values[low]!);
}

/**
 * The number of the calibrator for each of the encoded rows, row-major [rows × features]: that of the very subset of
 * feature groups that is there, a group being absent where all its columns are NaN; 0 for a subset without its own.
 */
export function calibratorsOf(
  state: CalibrationState,
  packed: ArrayLike<number>,
  features: number,
): Int32Array {
  const choose = calibratorChooser(state);
  return Int32Array.from({ length: packed.length / features }, (_, row) => choose(packed, row * features));
}

/** Chooses, as `calibratorsOf` does, for the encoded row that starts at `packed[at]`. */
export function calibratorChooser({
  groups,
  calibrators,
}: CalibrationState): (packed: ArrayLike<number>, at: number) => number {
  const keyOf = (present: readonly boolean[]) => present.reduce((key, has, i) => key + (has ? 2 ** i : 0), 0);
  const numbers = new Map(calibrators.map(({ present }, i) => [keyOf(present), i]));
  return (packed, at) => {
    let key = 0;
    for (let i = 0; i < groups.length; i++) if (hasGroup(groups[i]!, packed, at)) key += 2 ** i;
    return numbers.get(key) ?? 0;
  };
}
