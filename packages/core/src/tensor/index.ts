export {
  type Backend,
  type BackendFact,
  backendFacts,
  type BackendName,
  loadBackend,
  onBackend,
  useBackend,
} from './backend/index.ts';
export { CalibrationLayer } from './layers/calibration/calibration-layer.ts';
export { calibrateLogits, calibratorsOf } from '../calibration/calibrate-logits.ts';
export {
  type CalibrationState,
  calibrationState,
  type Calibrator,
  type MonotoneMap,
  temperatureOnly,
} from '../calibration/calibration-state.ts';
export { columnChoiceProblems, type ColumnChoices } from '../encoding/column-choices.ts';
export { encodeRecords } from '../encoding/encode-records.ts';
export { encodeTable, packRows } from '../encoding/encode-table.ts';
export { type Encoding, type FeatureEncoding, featureEncoding } from '../encoding/feature-encoding.ts';
export { type EncodingOptions, fitEncoding } from '../encoding/fit-encoding.ts';
export { loadModelFiles } from './model-files/load-model-files.ts';
export type { ModelFiles } from '../encoding/model-files.ts';
export { saveModel } from './model-files/save-model.ts';
export {
  type ForwardOptions,
  memberLogits,
  networkLogits,
  type ParameterTensors,
} from './layers/network/forward-network.ts';
export { CompleteRowsLayer } from './layers/complete-rows-layer.ts';
export { NetworkLayer } from './layers/network/network-layer.ts';
export { TreesLayer } from './layers/trees/trees-layer.ts';
export { WeightedAverageLayer } from './layers/weighted-average-layer.ts';
export { registerLayers, savedLayers } from './layers/register-layers.ts';
export {
  hasSkip,
  layerSlots,
  type LayerSlots,
  type NetworkShape,
  networkShape,
  parameterCount,
  type ParameterSlot,
  parameterSlots,
  varianceEpsilon,
} from '../families/network/network-shape.ts';
export { predictProbabilities } from './predict-probabilities.ts';
export { applyPreprocessing, transformRows } from './preprocessing/apply-preprocessing.ts';
export { categoricalInputs, type InputSpan } from '../preprocessing/categorical-inputs.ts';
export { fitPreprocessing, type PreprocessingOptions } from '../preprocessing/fit-preprocessing.ts';
export {
  type Preprocessing,
  preprocessingSchema,
  preprocessingWidth,
} from '../preprocessing/preprocessing.ts';
export { PreprocessingLayer } from './preprocessing/preprocessing-layer.ts';
export type { FitOptions, Transform } from '../preprocessing/transforms/transform.ts';
export { transforms } from '../preprocessing/transforms/transforms.ts';
