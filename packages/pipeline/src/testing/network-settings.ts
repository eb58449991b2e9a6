import { parseConfig } from '@rampart/core';
import type { NetworkSettings } from '@rampart/core/internal';

const { training, transformation } = parseConfig({}, 'the test');

/** Settings of a plain network, for tests that set what they are about. */
export const plainNetwork: NetworkSettings = {
  hidden: [16],
  dropout: 0,
  inputDropout: 0,
  batchEnsemble: 1,
  activation: 'relu',
  normalization: 'none',
  residual: false,
  epochs: 5,
  minimumSteps: 0,
  maximumSteps: 1e9,
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
  classWeights: 'none',
  oversampling: training.oversampling,
  tomekLinks: training.tomekLinks,
  transformation,
};
