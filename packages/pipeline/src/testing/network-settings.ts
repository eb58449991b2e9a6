import type { FitSettings } from '../training/learners/network/fit-network.ts';

/** Settings of a plain network, for tests that set what they are about. */
export const plainNetwork: FitSettings = {
  hidden: [16],
  dropout: 0,
  inputDropout: 0,
  batchEnsemble: 1,
  activation: 'relu',
  normalization: 'none',
  residual: false,
  epochs: 5,
  minimumSteps: 0,
  maximumSteps: Number.POSITIVE_INFINITY,
  batchSize: 32,
  learningRate: 0.02,
  schedule: 'one-cycle',
  weightDecay: 0.01,
  clipNorm: 0,
  labelSmoothing: 0,
  focal: 0,
  groupDropout: 0,
  patience: 5,
  kernel: 'auto',
};
