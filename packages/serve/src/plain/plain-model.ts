import { type ModelFiles, readTopology, type Signature, spreadScores } from '@rampart/core/portable';
import type { PlainLayer, PlainPass, PlainValues } from './plain-layer.ts';
import { plainLayers } from './plain-layers.ts';

/** A model over plain arrays, without TensorFlow.js: the fastest way to few rows. */
export interface PlainModel {
  /** What the model gives for the encoded row [features] that starts at `packed[at]`; the next call overwrites it. */
  score(packed: Float32Array, at: number): Float32Array;
}

/**
 * The model of these files. undefined where it has a layer that is not among `layers`, or one that needs all rows at
 * once: tensors can still compute it. Throws a RampartError('bundle') where the files are no model.
 */
export function readPlainModel(
  files: ModelFiles,
  features: number,
  layers: readonly PlainLayer[] = plainLayers,
): PlainModel | undefined {
  const [, ...others] = readTopology(files).layers;
  const known = new Map(layers.map((one) => [one.className, one]));
  const row = new Float32Array(features);
  const clock = { now: 0 };
  const values: PlainValues[] = [{ width: features, read: () => row }];
  for (const { className, settings, inputs, weights } of others) {
    const pass = known.get(className)?.build({
      config: settings,
      inputs: inputs.map((place) => values[place]!),
      weight: (name) => weights.get(name)!.data,
    });
    if (pass === undefined) return undefined;
    values.push(onceARow(pass, clock));
  }
  const output = values.at(-1)!;
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
