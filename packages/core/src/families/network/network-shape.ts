import { z } from 'zod';

const count = z.int().positive();

/** A fully connected network from transformed rows to logits; plain JSON, as model files hold it. */
export const networkShape = z.strictObject({
  inputs: count,
  /** Units of each hidden layer; none makes logistic regression. */
  hidden: z.array(count).readonly(),
  /** 1 for two classes (the logit of the positive one), else the number of classes. */
  outputs: count,
  /**
   * Networks in one: members share the weight matrices, each scales and shifts the units in its own way and has
   * an output layer of its own (after TabM, Gorishniy et al., 2024); their logits are averaged.
   */
  members: count,
  activation: z.enum(['relu', 'silu', 'gelu', 'tanh']),
  /** Of a hidden layer's sums, before the activation. */
  normalization: z.enum(['none', 'batch', 'layer']),
  /** Whether a hidden layer as wide as the one before it adds its input to its output. */
  residual: z.boolean(),
});
export type NetworkShape = z.output<typeof networkShape>;

/** What a network's layer in a model file says: its shape, and how many networks of it are averaged. */
export const networkConfig = z.object({ network: networkShape, copies: count.default(1) });

/** What a model file calls a piece of one of the networks that a layer averages. */
export function weightName(slot: string, copy: number): string {
  return copy === 0 ? slot : `copy-${copy + 1}/${slot}`;
}

/** One named piece of the flat parameters, row-major. */
export interface ParameterSlot {
  readonly name: string;
  readonly role: 'weights' | 'scale' | 'bias' | 'gain' | 'offset';
  readonly dimensions: readonly number[];
  readonly start: number;
  readonly length: number;
}

/** The pieces of one layer; only several members have a scale, only a normalised layer has gain and offset. */
export interface LayerSlots {
  readonly inputs: number;
  readonly units: number;
  /** [inputs, units]; of the output layer [members, inputs, units]. */
  readonly weights: ParameterSlot;
  /** [members, units]. */
  readonly scale?: ParameterSlot;
  /** [members, units]. */
  readonly bias: ParameterSlot;
  /** [units]. */
  readonly gain?: ParameterSlot;
  readonly offset?: ParameterSlot;
}

/** Where every layer lies in the flat parameters: hidden layers in order, then the output layer. */
export function layerSlots({ inputs, hidden, outputs, members, normalization }: NetworkShape): LayerSlots[] {
  let start = 0;
  const slot = (layer: string, role: ParameterSlot['role'], ...dimensions: number[]): ParameterSlot => {
    const length = dimensions.reduce((product, size) => product * size, 1);
    start += length;
    return { name: `${layer}/${role}`, role, dimensions, start: start - length, length };
  };
  const layers = hidden.map((units, at): LayerSlots => {
    const name = `hidden-${at + 1}`;
    const width = hidden[at - 1] ?? inputs;
    return {
      inputs: width,
      units,
      weights: slot(name, 'weights', width, units),
      ...(members > 1 && { scale: slot(name, 'scale', members, units) }),
      bias: slot(name, 'bias', members, units),
      ...(normalization !== 'none' && {
        gain: slot(name, 'gain', units),
        offset: slot(name, 'offset', units),
      }),
    };
  });
  const width = hidden.at(-1) ?? inputs;
  const output = {
    inputs: width,
    units: outputs,
    weights: slot('output', 'weights', members, width, outputs),
    bias: slot('output', 'bias', members, outputs),
  };
  return [...layers, output];
}

/** All pieces in the order in which they lie in the flat parameters. */
export function parameterSlots(shape: NetworkShape): ParameterSlot[] {
  return layerSlots(shape).flatMap(({ weights, scale, bias, gain, offset }) =>
    [weights, scale, bias, gain, offset].filter((slot) => slot !== undefined),
  );
}

/** How many numbers the network learns. */
export function parameterCount(shape: NetworkShape): number {
  const { start, length } = parameterSlots(shape).at(-1)!;
  return start + length;
}

/** Whether a hidden layer adds its input to its output. */
export function hasSkip(shape: NetworkShape, layer: number): boolean {
  return shape.residual && layer > 0 && shape.hidden[layer] === shape.hidden[layer - 1];
}

/** What is added to a variance before its root is taken. */
export const varianceEpsilon = 1e-5;
