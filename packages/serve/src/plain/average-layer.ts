import type { PlainLayer } from './plain-layer.ts';

/** The mean of what several layers of one width give. */
export const averageLayer: PlainLayer = {
  className: 'Average',
  build({ inputs }) {
    return {
      width: inputs[0]!.width,
      compute(outputs) {
        outputs.fill(0);
        for (const input of inputs) {
          const values = input.read();
          for (let k = 0; k < outputs.length; k++) outputs[k]! += values[k]!;
        }
        for (let k = 0; k < outputs.length; k++) outputs[k]! /= inputs.length;
      },
    };
  },
};
