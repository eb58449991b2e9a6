import * as tf from '@tensorflow/tfjs-core';
import { PreprocessingLayer } from '../preprocessing/preprocessing-layer.ts';
import { CalibrationLayer } from './calibration/calibration-layer.ts';
import { CompleteRowsLayer } from './complete-rows-layer.ts';
import { NetworkLayer } from './network/network-layer.ts';
import { TreesLayer } from './trees/trees-layer.ts';
import { WeightedAverageLayer } from './weighted-average-layer.ts';

/** Every layer that a saved model may contain beside those of TensorFlow.js. */
export const savedLayers = [
  PreprocessingLayer,
  NetworkLayer,
  TreesLayer,
  WeightedAverageLayer,
  CompleteRowsLayer,
  CalibrationLayer,
] as const;

/**
 * Makes the layers known to TensorFlow.js under their names. Loading a model does so by itself; a second call
 * changes nothing. An import alone registers nothing: bundlers may drop what is imported for its effects only.
 */
export function registerLayers(): void {
  for (const layer of savedLayers) tf.serialization.registerClass(layer);
}
