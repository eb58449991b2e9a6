import {
  parseLayerConfig,
  plainPreprocessing,
  preprocessingSchema,
  preprocessingWidth,
} from '@rampart/core/portable';
import { z } from 'zod';
import type { PlainLayer } from './plain-layer.ts';

const config = z.object({ preprocessing: preprocessingSchema });

/** Encoded row → network inputs. */
export const preprocessingLayer: PlainLayer = {
  className: 'RampartPreprocessing',
  build(place) {
    const { preprocessing } = parseLayerConfig(config, place.config, 'preprocessing');
    const [rows] = place.inputs;
    const apply = plainPreprocessing(preprocessing);
    return {
      width: preprocessingWidth(preprocessing),
      compute: (outputs) => apply(rows!.read(), outputs),
    };
  },
};
