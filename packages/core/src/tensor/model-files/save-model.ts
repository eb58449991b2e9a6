import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelFiles } from '../../encoding/model-files.ts';

/** The files of a model. Equal models give equal bytes, provided that their layers are named by the caller. */
export async function saveModel(model: LayersModel): Promise<ModelFiles> {
  let files: ModelFiles | undefined;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      const { modelTopology, weightSpecs = [], weightData = new ArrayBuffer(0) } = artifacts;
      const buffers = Array.isArray(weightData) ? weightData : [weightData];
      files = {
        // The format of TensorFlow.js' own model.json, so that other tools can read it too.
        topology: JSON.stringify({
          format: 'layers-model',
          modelTopology,
          weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
        }),
        weights: Buffer.concat(buffers.map((buffer) => new Uint8Array(buffer))),
      };
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    }),
  );
  return files!;
}
