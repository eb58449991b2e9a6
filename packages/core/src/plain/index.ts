// What a forward pass over plain arrays needs; nothing here loads TensorFlow.js or a module of Node.
export { calibrateLogit, calibratorChooser } from '../calibration/calibrate-logits.ts';
export { calibratedOutputs, calibrationState } from '../calibration/calibration-state.ts';
export type { Signature } from '../bundle/manifest.ts';
export { groupColumns, hasGroup } from '../encoding/group-columns.ts';
export type { ModelFiles } from '../encoding/model-files.ts';
export { parseLayerConfig } from '../encoding/parse-layer-config.ts';
export { spreadScores } from '../encoding/spread-scores.ts';
export { RampartError } from '../errors.ts';
export {
  hasSkip,
  layerSlots,
  networkConfig,
  type NetworkShape,
  type ParameterSlot,
  varianceEpsilon,
  weightName,
} from '../families/network/network-shape.ts';
export { plainPreprocessing } from '../preprocessing/plain-preprocessing.ts';
export { preprocessingSchema, preprocessingWidth } from '../preprocessing/preprocessing.ts';
