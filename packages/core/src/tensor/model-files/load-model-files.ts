import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { RampartError } from '../../errors.ts';
import type { ModelFiles } from '../../encoding/model-files.ts';
import { readTopology } from '../../encoding/topology/read-topology.ts';
import { registerLayers } from '../layers/register-layers.ts';

/** Loads a model on the backend in use. Throws RampartError('bundle') where the files are no model; no code from them runs. */
export async function loadModelFiles(files: ModelFiles): Promise<tfl.LayersModel> {
  registerLayers();
  try {
    // TensorFlow.js loops for ever over layers that wait for each other, and takes NaN for a weight.
    const { modelTopology, weightsManifest } = readTopology(files).json;
    const weightSpecs = weightsManifest.flatMap((group) => group.weights);
    // A copy: the bytes may be a view into a larger buffer, at an offset that float32 cannot start at.
    const weightData = Uint8Array.from(files.weights).buffer;
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
