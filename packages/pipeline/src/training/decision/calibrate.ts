import {
  atPrevalence,
  chooseReviewBand,
  classificationMetrics,
  type Metrics,
  type ReviewBand,
  type ThresholdChoice,
} from '@rampart/core';
import { positiveShare, priorShift, statedPrevalence } from '@rampart/core/internal';
import { calibrateLogits, type CalibrationState } from '@rampart/core/tensor';
import { type DecisionSettings, decideThreshold } from './decide-threshold.ts';
import { type CalibrationMethod, type FittedCalibrator, fitCalibrator, stateOf } from './fit-calibrator.ts';
import { logitProbabilities, outputUnits, targetsOf } from '../learners/class-logits.ts';

/** True classes of rows with a model's logits, row-major [rows × outputs], for rows that it was not trained on. */
export interface JudgedLogits {
  readonly logits: Float64Array;
  readonly labels: Int32Array;
  readonly classes: number;
  readonly positive: number | null;
  readonly weights?: Float32Array | undefined;
  /** The fold of each row, and its group. */
  readonly fold: ArrayLike<number>;
  readonly groups: ArrayLike<number>;
  /** The positive share of all training rows, of which these may be some; that of these where left out. */
  readonly share?: number | null;
}

/** Logits turned into honest probabilities and decisions. */
export interface Calibration {
  /** What the model's last layer computes; it knows of no feature groups. */
  readonly state: CalibrationState;
  readonly temperature: number;
  readonly method: CalibrationMethod;
  /** What calibration came to, at the prevalence of these very rows. */
  readonly effect: CalibrationEffect;
  /** Least probability of the positive class that is called positive; 0.5 with more than two classes. */
  readonly threshold: number;
  /** Whether the threshold keeps the bound that its objective sets; null where that sets none. */
  readonly bound: ThresholdChoice['bound'];
  /** Probabilities in which a person should look; null where none is wanted. */
  readonly review: ReviewBand | null;
  /**
   * Row-major [rows × classes], calibrated and corrected to the stated prevalence, each row by a calibrator that has not
   * seen its fold: as good as the model's own will be for new rows, no better.
   */
  readonly probabilities: Float64Array;
  /** Of those probabilities at the threshold, in a world of the stated prevalence. */
  readonly metrics: Metrics;
}

/** Log-loss and calibration error of rows before and after calibration by calibrators that have not seen them. */
export interface CalibrationEffect {
  readonly before: Pick<Metrics, 'logLoss' | 'ece'>;
  readonly after: Pick<Metrics, 'logLoss' | 'ece'>;
  /** Log-loss after each method that was tried. */
  readonly losses: FittedCalibrator['losses'];
}

/** Fits calibrator, threshold and review band on out-of-fold logits and judges the outcome. */
export function calibrate(rows: JudgedLogits, settings: DecisionSettings): Calibration {
  const { logits, labels, classes, positive, weights, fold, groups } = rows;
  const outputs = outputUnits(classes);
  const targets = targetsOf(labels, classes, positive);
  const fitted = fitCalibrator({ logits, outputs, targets, weights, fold, groups }, settings.calibration);
  const prevalence = statedPrevalence(settings);
  const prior = shareOf(rows);
  const shift = prior === null || prevalence === null ? 0 : priorShift(prior, prevalence);
  const state = stateOf(fitted.calibrator, outputs, shift);

  const scoredBy = (some: Float64Array) => ({
    labels,
    probabilities: logitProbabilities(some, outputs, positive),
    classes,
    positive,
    ...(weights && { weights }),
  });
  const corrected = (some: Float64Array) => (shift === 0 ? some : some.map((logit) => logit + shift));
  const own = calibrateLogits(stateOf(fitted.calibrator, outputs), logits);
  // By the model's own calibrator: a monotone map ranks rows as the logits do, so having seen their labels is no help.
  const scored = scoredBy(corrected(own));
  const { threshold, bound } = decideThreshold(scored, scoredBy(own).probabilities, prior, settings);

  const honest = atPrevalence(scoredBy(corrected(fitted.crossFitted)), prevalence, prior);
  const quality = (some: Float64Array) => {
    const { logLoss, ece } = classificationMetrics(scoredBy(some), threshold);
    return { logLoss, ece };
  };
  return {
    state,
    temperature: fitted.calibrator.temperature,
    method: fitted.method,
    effect: { before: quality(logits), after: quality(fitted.crossFitted), losses: fitted.losses },
    threshold,
    bound,
    review: reviewBand(settings, (share) =>
      chooseReviewBand(atPrevalence(scored, prevalence, prior), threshold, share),
    ),
    probabilities: honest.probabilities,
    metrics: classificationMetrics(honest, threshold),
  };
}

/** The positive share in training; null where nothing is positive, or everything, or no class of two is. */
function shareOf({ labels, classes, positive, weights, share }: JudgedLogits): number | null {
  if (classes !== 2 || positive === null) return null;
  const found = share ?? positiveShare({ labels, positive, ...(weights && { weights }) });
  return found === 0 || found === 1 ? null : found;
}

function reviewBand({ review }: DecisionSettings, choose: (share: number) => ReviewBand): ReviewBand | null {
  if (review === undefined) return null;
  return review.share === undefined ? [review.low!, review.high!] : choose(review.share);
}
