import type { EpochEvent } from '@rampart/core';

/** An epoch for tests: the first of ten of `mlp-8` on the first of two folds, where nothing else is said. */
export function epochEvent(said: Partial<EpochEvent> = {}): EpochEvent {
  return {
    type: 'epoch',
    stage: 'ModelTrainer',
    candidate: 'mlp-8',
    fold: 1,
    folds: 2,
    epoch: 1,
    epochs: 10,
    loss: 0.5,
    learningRate: 0.01,
    ...said,
  };
}
