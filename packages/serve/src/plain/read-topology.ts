import { type ModelFiles, RampartError } from '@rampart/core/portable';
import { z } from 'zod';

const layer = z.object({
  name: z.string(),
  class_name: z.string(),
  config: z.unknown(),
  /** For each call of the layer, what it takes: the layer, which of its calls, which of its outputs. */
  inbound_nodes: z.array(z.array(z.tuple([z.string(), z.int(), z.int()]).rest(z.unknown()))),
});
const place = z.tuple([z.string(), z.int(), z.int()]);

const modelJson = z.object({
  modelTopology: z.object({
    config: z.object({
      layers: z.array(layer),
      input_layers: z.array(place).length(1),
      output_layers: z.array(place).length(1),
    }),
  }),
  weightsManifest: z.array(
    z.object({
      weights: z.array(
        z.object({ name: z.string(), shape: z.array(z.int().nonnegative()), dtype: z.literal('float32') }),
      ),
    }),
  ),
});

/** A layer of a model file; it is called once. */
export interface TopologyLayer {
  readonly name: string;
  readonly className: string;
  readonly config: unknown;
  /** Names of the layers whose outputs it takes. */
  readonly inputs: readonly string[];
}

/** A model with one input and one output. */
export interface Topology {
  /** In an order in which each stands after those that it takes from. */
  readonly layers: readonly TopologyLayer[];
  readonly input: string;
  readonly output: string;
  readonly weights: ReadonlyMap<string, Float32Array>;
}

/** The layers of model files, and their weights by name; undefined where they are joined in a way that `Topology` has no words for. */
export function readTopology({ topology, weights }: ModelFiles): Topology | undefined {
  const { data } = modelJson.safeParse(JSON.parse(topology));
  if (data === undefined) return undefined;
  const { layers, input_layers, output_layers } = data.modelTopology.config;
  const [[input], [output]] = [input_layers[0]!, output_layers[0]!];
  const read: TopologyLayer[] = [];
  for (const { name, class_name, config, inbound_nodes } of layers) {
    const [calls = [], ...more] = inbound_nodes;
    if (more.length > 0 || calls.some(([, call, tensor]) => call !== 0 || tensor !== 0)) return undefined;
    read.push({ name, className: class_name, config, inputs: calls.map(([from]) => from) });
  }
  return {
    layers: read,
    input,
    output,
    weights: weightsByName(
      data.weightsManifest.flatMap((group) => group.weights),
      weights,
    ),
  };
}

function weightsByName(
  specs: readonly { readonly name: string; readonly shape: readonly number[] }[],
  bytes: Uint8Array,
): ReadonlyMap<string, Float32Array> {
  // A copy: the bytes may be a view into a larger buffer, at an offset that float32 cannot start at.
  const all = new Float32Array(Uint8Array.from(bytes).buffer, 0, Math.floor(bytes.byteLength / 4));
  let at = 0;
  const named = specs.map(({ name, shape }): [string, Float32Array] => {
    const length = shape.reduce((product, size) => product * size, 1);
    at += length;
    return [name, all.subarray(at - length, at)];
  });
  if (at * 4 === bytes.byteLength) return new Map(named);
  throw new RampartError('bundle', {
    where: 'the model files',
    expected: `${at * 4} bytes of weights, which the layers need`,
    received: `${bytes.byteLength}`,
    fix: 'Copy the model again, or train it anew.',
  });
}
