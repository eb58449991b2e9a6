import { counted } from '../../counted.ts';
import type { z } from 'zod';
import {
  type LayerKind,
  most,
  otherInputs,
  tooMany,
  type WeightShape,
} from '../../encoding/topology/layer-kind.ts';
import { networkConfig, parameterSlots, weightName } from './network-shape.ts';

type NetworkConfig = z.output<typeof networkConfig>;

/** Networks of one shape, transformed rows [rows × inputs] → the mean of their logits [rows × outputs]. */
export const networkLayerKind: LayerKind<NetworkConfig> = {
  className: 'RampartNetwork',
  settings: networkConfig.strict(),
  width({ network }, inputs) {
    const { hidden, outputs, members } = network;
    const widest = Math.max(outputs, ...hidden.slice(0, most.layers));
    return (
      tooMany(hidden.length, most.layers, 'hidden layers') ??
      tooMany(widest * members, most.units, 'units in a layer, counted over its members') ??
      otherInputs(inputs, [network.inputs], `one layer of ${counted(network.inputs, 'column')} to work on`) ??
      outputs
    );
  },
  *weights({ network, copies }): Generator<WeightShape> {
    const slots = parameterSlots(network);
    for (let copy = 0; copy < copies; copy++) {
      for (const { name, dimensions } of slots) yield { name: weightName(name, copy), shape: dimensions };
    }
  },
};
