import { lookupName, parseLayerConfig, scoreTrees, treeConfig } from '@rampart/core/portable';
import type { PlainLayer } from '../plain-layer.ts';

/** Encoded row → the logits of an ensemble of trees. */
export const treesLayer: PlainLayer = {
  className: 'RampartTrees',
  build({ config, inputs: [rows], weight }) {
    const { ensemble: shape } = parseLayerConfig(treeConfig, config, 'trees');
    const add = scoreTrees({
      shape,
      leaves: weight('leaves'),
      bias: weight('bias'),
      lookups: shape.lookups.map((_, at) => weight(lookupName(at))),
    });
    const logits = new Float64Array(shape.outputs);
    return {
      width: shape.outputs,
      compute(outputs) {
        logits.fill(0);
        add(rows!.read(), logits);
        outputs.set(logits);
      },
    };
  },
};
