import type { Config } from '@rampart/core';
import { calibrateLogits, type Calibrator, temperatureOnly } from '@rampart/core/tensor';
import { fitIsotonic } from './fit-isotonic.ts';
import { fitTemperature } from './fit-temperature.ts';
import { logSumExp } from '../learners/network/logit-loss.ts';
import { groupedMean } from '../selection/grouped-mean.ts';
import { simplestNearBest } from '../selection/search/compare-candidates.ts';

/** A way to calibrate: not at all, one number for all logits, or that number and any monotone map. */
export type CalibrationMethod = Exclude<Config['training']['calibration'], 'auto'>;

/** Logits of rows that a network was not trained on, row-major [rows × outputs], with targets as in `logitLoss`. */
export interface HeldOutLogits {
  readonly logits: Float64Array;
  readonly outputs: number;
  readonly targets: ArrayLike<number>;
  readonly weights?: ArrayLike<number> | undefined;
  /** The fold of each row, and its group. */
  readonly fold: ArrayLike<number>;
  readonly groups: ArrayLike<number>;
}

/** A calibrator that is not yet about feature groups or another prevalence, and how it was found. */
export interface FittedCalibrator {
  readonly method: CalibrationMethod;
  readonly calibrator: Pick<Calibrator, 'temperature' | 'isotonic'>;
  /** The logits calibrated, each by a calibrator fitted on the rows of all other folds. */
  readonly crossFitted: Float64Array;
  /** Log-loss of the logits calibrated so, in nats a row, for every method that was tried. */
  readonly losses: Readonly<Partial<Record<CalibrationMethod, number>>>;
}

/**
 * Fits a calibrator on all rows. Left the choice (`auto`), it takes isotonic regression only where that lowers the
 * log-loss by more than one standard error, over folds that neither was fitted on: on its own rows isotonic regression
 * would always win. Only a single logit can have a monotone map; several get a temperature.
 */
export function fitCalibrator(
  rows: HeldOutLogits,
  setting: Config['training']['calibration'],
): FittedCalibrator {
  const tried = methodsOf(setting, rows.outputs).map((method) => {
    const crossFitted = crossFit(rows, method);
    return { method, crossFitted, losses: heldOutLosses(rows, crossFitted) };
  });
  const contenders = tried.map(({ losses }, number) => ({ costs: [number], losses }));
  const chosen = tried[simplestNearBest(contenders, rows)]!;
  return {
    method: chosen.method,
    calibrator: fitters[chosen.method](rows),
    crossFitted: chosen.crossFitted,
    losses: Object.fromEntries(tried.map(({ method, losses }) => [method, groupedMean(losses, rows).mean])),
  };
}

/** The simplest first. */
function methodsOf(
  setting: Config['training']['calibration'],
  outputs: number,
): [CalibrationMethod, ...CalibrationMethod[]] {
  if (setting === 'none') return ['none'];
  if (setting === 'temperature' || outputs > 1) return ['temperature'];
  return setting === 'auto' ? ['temperature', 'isotonic'] : ['isotonic'];
}

/** Log-loss of each row, in nats. */
function heldOutLosses({ outputs, targets }: HeldOutLogits, logits: Float64Array): Float64Array {
  return Float64Array.from({ length: targets.length }, (_, row) =>
    outputs === 1
      ? softplus(logits[row]!) - targets[row]! * logits[row]!
      : logSumExp(logits, row * outputs, outputs) - logits[row * outputs + targets[row]!]!,
  );
}

/** log(1 + e^x), without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** What a calibrator is fitted on. */
type FittedRows = Omit<HeldOutLogits, 'fold' | 'groups'>;

type Fitter = (rows: FittedRows) => FittedCalibrator['calibrator'];

const fitters: Readonly<Record<CalibrationMethod, Fitter>> = {
  none: () => ({ temperature: 1, isotonic: null }),
  temperature: ({ logits, outputs, targets, weights }) => ({
    temperature: fitTemperature(logits, outputs, targets, weights),
    isotonic: null,
  }),
  // After the temperature, so that distances between knots mean the same for every network.
  isotonic({ logits, outputs, targets, weights }) {
    const temperature = fitTemperature(logits, outputs, targets, weights);
    const tempered = logits.map((logit) => logit / temperature);
    return { temperature, isotonic: fitIsotonic(tempered, targets, weights) };
  },
};

function crossFit(rows: HeldOutLogits, method: CalibrationMethod): Float64Array {
  const { logits, outputs, fold } = rows;
  const folds = new Set(Array.from(fold));
  const crossFitted = new Float64Array(logits.length);
  for (const held of folds) {
    // One fold alone has no others to learn from.
    const others = folds.size === 1 ? rows : takeRows(rows, (row) => fold[row] !== held);
    const calibrated = calibrateLogits(stateOf(fitters[method](others), outputs), logits);
    for (let i = 0; i < logits.length; i++) {
      if (fold[Math.floor(i / outputs)] === held) crossFitted[i] = calibrated[i]!;
    }
  }
  return crossFitted;
}

/** The calibration that treats all rows alike. */
export function stateOf(calibrator: FittedCalibrator['calibrator'], outputs: number, shift = 0) {
  const plain = temperatureOnly(1, outputs);
  const only = { ...plain.calibrators[0]!, ...calibrator, shift: new Array<number>(outputs).fill(shift) };
  return { ...plain, calibrators: [only] };
}

function takeRows(rows: HeldOutLogits, keep: (row: number) => boolean): FittedRows {
  const { logits, outputs, targets, weights } = rows;
  const kept = (values: ArrayLike<number>) => Float64Array.from(values).filter((_, row) => keep(row));
  return {
    outputs,
    logits: logits.filter((_, i) => keep(Math.floor(i / outputs))),
    targets: kept(targets),
    weights: weights && kept(weights),
  };
}
