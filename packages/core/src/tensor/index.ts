export {
  type Backend,
  type BackendFact,
  backendFacts,
  type BackendName,
  useBackend,
} from './backend/index.ts';
export { encodeRecords } from './encode/encode-records.ts';
export { encodeTable, packRows } from './encode/encode-table.ts';
export { type Encoding, type FeatureEncoding, featureEncoding } from './encode/feature-encoding.ts';
export { type EncodingOptions, fitEncoding } from './encode/fit-encoding.ts';
export { loadModelFiles } from './model-files/load-model-files.ts';
export type { ModelFiles } from './model-files/model-files.ts';
export { saveModel } from './model-files/save-model.ts';
export { predictProbabilities } from './predict-probabilities.ts';
export { applyPreprocessing, transformRows } from './preprocessing/apply-preprocessing.ts';
export { fitPreprocessing, type PreprocessingOptions } from './preprocessing/fit-preprocessing.ts';
export {
  type Preprocessing,
  preprocessingSchema,
  preprocessingWidth,
} from './preprocessing/preprocessing.ts';
export { PreprocessingLayer } from './preprocessing/preprocessing-layer.ts';
export type { FitOptions, Transform } from './preprocessing/transform.ts';
export { transforms } from './preprocessing/transforms.ts';
