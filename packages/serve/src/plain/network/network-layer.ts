import { networkConfig, parseLayerConfig, weightName } from '@rampart/core/portable';
import type { PlainLayer } from '../plain-layer.ts';
import { plainNetwork } from './plain-network.ts';

/** Network inputs → logits, the mean over the networks of the layer. */
export const networkLayer: PlainLayer = {
  className: 'RampartNetwork',
  build({ config, inputs, weight }) {
    const { network, copies } = parseLayerConfig(networkConfig, config, 'network');
    // By the rows of a batch: a trained network has it folded into its weights.
    if (network.normalization === 'batch') return undefined;
    const [rows] = inputs;
    const networks = Array.from({ length: copies }, (_, copy) =>
      plainNetwork(network, ({ name }) => weight(weightName(name, copy))),
    );
    const logits = new Float64Array(network.outputs);
    return {
      width: network.outputs,
      compute(outputs) {
        logits.fill(0);
        const row = rows!.read();
        for (const add of networks) add(row, logits);
        for (let k = 0; k < outputs.length; k++) outputs[k] = logits[k]! / copies;
      },
    };
  },
};
