import { z } from 'zod';
import type { LayerKind } from '../../encoding/topology/layer-kind.ts';

const settings = z.strictObject({
  split: z.strictObject({ column: z.int().nonnegative(), border: z.number(), missing: z.literal([0, 1]) }),
  gain: z.number().nonnegative(),
  outputs: z.int().positive(),
});

/** What a saved model may say of a one-level tree. */
export const stumpLayerKind: LayerKind<z.output<typeof settings>> = {
  className: 'RampartStump',
  settings,
  width: ({ split: { column }, outputs }, inputs) =>
    inputs.length === 1 && column < inputs[0]!
      ? outputs
      : { expected: `one layer of more than ${column} columns to work on`, received: inputs.join(' and ') },
  weights: ({ outputs }) => [{ name: 'leaves', shape: [2, outputs] }],
};
