import { averageLayer } from './average-layer.ts';
import { calibrationLayer } from './calibration-layer.ts';
import { completeRowsLayer } from './complete-rows-layer.ts';
import { networkLayer } from './network/network-layer.ts';
import type { PlainLayer } from './plain-layer.ts';
import { preprocessingLayer } from './preprocessing-layer.ts';
import { treesLayer } from './trees/trees-layer.ts';
import { weightedAverageLayer } from './weighted-average-layer.ts';

/** Every layer that is computed over plain arrays; a family adds its own here and needs nothing else. */
export const plainLayers: readonly PlainLayer[] = [
  preprocessingLayer,
  networkLayer,
  treesLayer,
  averageLayer,
  weightedAverageLayer,
  completeRowsLayer,
  calibrationLayer,
];
