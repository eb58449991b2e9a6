import type { ModelPackage } from '@rampart/core';
import type { BackendName } from '@rampart/core/tensor';
import { plainProbabilities, readPlainModel } from '../plain/plain-model.ts';
import { loadTensors } from './load-tensors.ts';
import type { Scorer } from './scorer.ts';

/** Builds a model in both ways. Throws a RampartError where the backend does not load or the files are no model. */
export async function createScorer(
  { model: files, signature }: Pick<ModelPackage, 'model' | 'signature'>,
  wanted: BackendName | 'auto',
): Promise<Scorer> {
  const { loadBackend, loadModelFiles, onBackend, predictProbabilities } = await loadTensors();
  const { name: backend } = await loadBackend(wanted);
  const model = await loadModelFiles(files);
  const features = signature.inputs.length;
  const plain = readPlainModel(files, features);
  return {
    backend,
    onTensors: (packed) =>
      onBackend(backend, () => predictProbabilities(model, packed, packed.length / features, signature)),
    onPlain: plain && ((packed) => plainProbabilities(plain, packed, packed.length / features, signature)),
    [Symbol.dispose]: () => void model.dispose(),
  };
}
