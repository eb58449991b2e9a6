import {
  chooseThreshold,
  classificationMetrics,
  type Metrics,
  type Scored,
  type ThresholdObjective,
} from '@rampart/core';
import { fitTemperature } from './fit-temperature.ts';
import { outputUnits } from './network.ts';
import { logitProbabilities } from './predict-network.ts';
import { targetsOf } from './training-data.ts';

/** True classes of rows with a model's logits, row-major [rows × outputs], for rows that it was not trained on. */
export interface JudgedLogits {
  readonly logits: Float64Array;
  readonly labels: Int32Array;
  readonly classes: number;
  readonly positive: number | null;
  readonly weights?: Float32Array | undefined;
}

/** Logits turned into honest probabilities and decisions. */
export interface Calibration {
  readonly temperature: number;
  /** Least probability of the positive class that is called positive; 0.5 with more than two classes. */
  readonly threshold: number;
  /** Row-major [rows × classes], calibrated. */
  readonly probabilities: Float64Array;
  /** Of the calibrated probabilities at the threshold. */
  readonly metrics: Metrics;
}

/** Fits temperature, then threshold, on out-of-fold logits and judges the outcome. */
export function calibrate(
  { logits, labels, classes, positive, weights }: JudgedLogits,
  objective: ThresholdObjective,
): Calibration {
  const outputs = outputUnits(classes);
  const temperature = fitTemperature(logits, outputs, targetsOf(labels, classes, positive), weights);
  const probabilities = logitProbabilities(logits, outputs, positive, temperature);
  const scored = { labels, probabilities, classes, positive, ...(weights && { weights }) };
  const threshold =
    classes === 2 && positive !== null
      ? chooseThreshold(expectedOutcomes(probabilities, positive, weights), objective)
      : 0.5;
  return { temperature, threshold, probabilities, metrics: classificationMetrics(scored, threshold) };
}

/**
 * Every row twice, as positive with its probability for a weight and as negative with the rest. The threshold that
 * is best for these expected outcomes varies much less than the best for the labels themselves: where many rows
 * share one feature vector a handful of groups decides the latter (on the phishing table at a cost of 0.3 % accuracy).
 */
function expectedOutcomes(probabilities: Float64Array, positive: number, weights?: Float32Array): Scored {
  const rows = probabilities.length / 2;
  const twice = new Float64Array(2 * probabilities.length);
  twice.set(probabilities);
  twice.set(probabilities, probabilities.length);
  return {
    labels: Int32Array.from({ length: 2 * rows }, (_, i) => (i < rows ? positive : 1 - positive)),
    probabilities: twice,
    classes: 2,
    positive,
    weights: Float64Array.from({ length: 2 * rows }, (_, i) => {
      const row = i % rows;
      return (weights?.[row] ?? 1) * probabilities[2 * row + (i < rows ? positive : 1 - positive)]!;
    }),
  };
}
