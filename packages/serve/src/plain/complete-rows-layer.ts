import { groupColumns, hasGroup, parseLayerConfig } from '@rampart/core/portable';
import { z } from 'zod';
import type { PlainLayer } from './plain-layer.ts';

const config = z.object({ groups: groupColumns.min(1) });

/** The logits for complete rows, or those for rows that lack feature groups; the others are not computed. */
export const completeRowsLayer: PlainLayer = {
  className: 'RampartCompleteRows',
  build(place) {
    const { groups } = parseLayerConfig(config, place.config, 'complete-rows');
    const [complete, partial, rows] = place.inputs;
    return {
      width: complete!.width,
      compute(outputs) {
        const row = rows!.read();
        const whole = groups.every((columns) => hasGroup(columns, row, 0));
        outputs.set((whole ? complete! : partial!).read());
      },
    };
  },
};
