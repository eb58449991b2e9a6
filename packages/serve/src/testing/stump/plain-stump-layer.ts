import { z } from 'zod';
import type { PlainLayer } from '../../plain/plain-layer.ts';

const stumpConfig = z.object({
  split: z.object({ column: z.int(), border: z.number(), missing: z.number() }),
  outputs: z.int(),
});

/** A one-level tree over plain arrays: a layer of the second family, which is kept among the tests. */
export const plainStumpLayer: PlainLayer = {
  className: 'RampartStump',
  build({ config, inputs: [rows], weight }) {
    const { split, outputs: width } = stumpConfig.parse(config);
    const leaves = weight('leaves');
    return {
      width,
      compute(outputs) {
        const value = rows!.read()[split.column]!;
        const side = Number.isNaN(value) ? split.missing : Number(value > split.border);
        outputs.set(leaves.subarray(side * width, (side + 1) * width));
      },
    };
  },
};
