import { type ModelFiles, RampartError, type Signature, spreadScores } from '@rampart/core/portable';
import type { PlainLayer, PlainPass, PlainValues } from './plain-layer.ts';
import { plainLayers } from './plain-layers.ts';
import { readTopology, type Topology, type TopologyLayer } from './read-topology.ts';

/** A model over plain arrays, without TensorFlow.js: the fastest way to few rows. */
export interface PlainModel {
  /** What the model gives for the encoded row [features] that starts at `packed[at]`; the next call overwrites it. */
  score(packed: Float32Array, at: number): Float32Array;
}

/**
 * The model of these files. undefined where it has a layer that is not among `layers`, or one that needs all rows at
 * once, or weights that are no numbers: tensors can still compute it. Throws a RampartError('bundle') for a layer whose config or weights are wrong.
 */
export function readPlainModel(
  files: ModelFiles,
  features: number,
  layers: readonly PlainLayer[] = plainLayers,
): PlainModel | undefined {
  const topology = readTopology(files);
  // A weight that is no number spoils every row on tensors; here it would spoil only those whose layers are asked.
  if (topology === undefined || ![...topology.weights.values()].every(isFiniteArray)) return undefined;
  const known = new Map(layers.map((one) => [one.className, one]));
  const row = new Float32Array(features);
  const clock = { now: 0 };
  const values = new Map<string, PlainValues>([[topology.input, { width: features, read: () => row }]]);
  for (const layer of topology.layers) {
    if (layer.name === topology.input) continue;
    const inputs = layer.inputs.map((name) => values.get(name));
    const pass = inputs.every((input) => input !== undefined)
      ? known.get(layer.className)?.build({ config: layer.config, inputs, weight: weightOf(topology, layer) })
      : undefined;
    if (pass === undefined) return undefined;
    values.set(layer.name, onceARow(pass, clock));
  }
  const output = values.get(topology.output);
  if (output === undefined) return undefined;
  return {
    score(packed, at) {
      for (let i = 0; i < features; i++) row[i] = packed[at + i]!;
      clock.now++;
      return output.read();
    },
  };
}

/** The probability of every class for packed rows: [rows × features] in, [rows × classes] out, both row-major. */
export function plainProbabilities(
  model: PlainModel,
  packed: Float32Array,
  rows: number,
  signature: Signature,
): Float64Array {
  const [features, classes] = [signature.inputs.length, signature.classes.length];
  const probabilities = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    const scores = model.score(packed, row * features);
    spreadScores(signature, scores, scores.length, 0, probabilities, row * classes);
  }
  return probabilities;
}

function isFiniteArray(weights: Float32Array): boolean {
  return weights.every(Number.isFinite);
}

/** Keeps what a layer has given until the next row. */
function onceARow({ width, compute }: PlainPass, clock: { readonly now: number }): PlainValues {
  const outputs = new Float32Array(width);
  let computed = 0;
  return {
    width,
    read() {
      if (computed !== clock.now) compute(outputs);
      computed = clock.now;
      return outputs;
    },
  };
}

function weightOf({ weights }: Topology, { name: layer }: TopologyLayer): (name: string) => Float32Array {
  return (name) => {
    const found = weights.get(`${layer}/${name}`);
    if (found !== undefined) return found;
    throw new RampartError('bundle', {
      where: 'the model files',
      expected: `a weight \`${layer}/${name}\``,
      received: 'none of that name',
      fix: 'Copy the model again, or train it anew.',
    });
  };
}
