import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { z } from 'zod';
import { RampartError } from '../../errors.ts';
import type { ModelFiles } from '../../encoding/model-files.ts';
import { registerLayers } from '../layers/register-layers.ts';

const modelJson = z.object({
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.array(
    z.object({
      weights: z.array(
        z.object({
          name: z.string(),
          shape: z.array(z.int().nonnegative()),
          dtype: z.enum(['float32', 'int32', 'bool']),
        }),
      ),
    }),
  ),
});

/** Loads a model on the backend in use. Throws RampartError('bundle') where the files are no model; no code from them runs. */
export async function loadModelFiles({ topology, weights }: ModelFiles): Promise<tfl.LayersModel> {
  registerLayers();
  try {
    const { modelTopology, weightsManifest } = modelJson.parse(JSON.parse(topology));
    const weightSpecs = weightsManifest.flatMap((group) => group.weights);
    const expected = weightSpecs.reduce((sum, { shape, dtype }) => sum + bytesOf(shape, dtype), 0);
    if (expected !== weights.byteLength) {
      throw new Error(`the weights are ${weights.byteLength} bytes where the layers need ${expected}`);
    }
    // A copy: the bytes may be a view into a larger buffer, at an offset that float32 cannot start at.
    const weightData = Uint8Array.from(weights).buffer;
    return await tfl.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
  } catch (error) {
    if (error instanceof RampartError) throw error;
    throw new RampartError(
      'bundle',
      {
        where: 'the model files',
        expected: 'a layers model and its weights',
        received: error instanceof Error ? error.message : String(error),
        fix: 'Copy the model again, or train it anew.',
      },
      { cause: error },
    );
  }
}

function bytesOf(shape: readonly number[], dtype: 'float32' | 'int32' | 'bool'): number {
  return tf.util.sizeFromShape([...shape]) * tf.util.bytesPerElement(dtype);
}
