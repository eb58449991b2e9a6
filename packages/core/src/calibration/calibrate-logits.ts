import { calibratedOutputs, type CalibrationState, type MonotoneMap } from './calibration-state.ts';

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
    const { temperature, shift, isotonic } = state.calibrators[at]!;
    const bounded = Math.min(Math.max(logits[i]!, -farthestLogit), farthestLogit);
    const tempered = bounded / temperature;
    calibrated[i] = (isotonic === null ? tempered : mapLogit(isotonic, tempered)) + shift[output]!;
  }
  return calibrated;
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
  { groups, calibrators }: CalibrationState,
  packed: ArrayLike<number>,
  features: number,
): Int32Array {
  const numbers = new Map(calibrators.map(({ present }, i) => [present.join(), i]));
  return Int32Array.from({ length: packed.length / features }, (_, row) => {
    const present = groups.map((columns) =>
      columns.some((column) => !Number.isNaN(packed[row * features + column]!)),
    );
    return numbers.get(present.join()) ?? 0;
  });
}
