import { averageWeights, parseLayerConfig } from '@rampart/core/portable';
import { z } from 'zod';
import type { PlainLayer } from './plain-layer.ts';

const config = z.object({ weights: averageWeights });

/** The mean of what several layers of one width give, each with its weight. */
export const weightedAverageLayer: PlainLayer = {
  className: 'RampartWeightedAverage',
  build(place) {
    const { weights } = parseLayerConfig(config, place.config, 'weighted-average');
    const { inputs } = place;
    const sums = new Float64Array(inputs[0]!.width);
    return {
      width: sums.length,
      compute(outputs) {
        sums.fill(0);
        for (let i = 0; i < inputs.length; i++) {
          const values = inputs[i]!.read();
          const weight = weights[i]!;
          for (let k = 0; k < sums.length; k++) sums[k]! += weight * values[k]!;
        }
        outputs.set(sums);
      },
    };
  },
};
