// What runs anywhere, in a page too: nothing here loads TensorFlow.js or a module of Node.
export { type Decision, decision, decisionFinder } from '../bundle/decision.ts';
export { decodeBundle, decodeManifest, verifyBundle } from '../bundle/decode-bundle.ts';
export { encodeBundle } from '../bundle/encode-bundle.ts';
export { type BundleReference, readReference } from '../bundle/bundle-reference.ts';
export { compareGolden, type GoldenRow, typedGolden } from '../bundle/golden.ts';
export type { Manifest, Signature } from '../bundle/manifest.ts';
export type { Bundle, BundleContents, ModelPackage } from '../bundle/model-package.ts';
export type { NamedBytes } from '../bundle/named-bytes.ts';
export {
  calibrateLogit,
  calibrateLogits,
  calibratorChooser,
  calibratorsOf,
} from '../calibration/calibrate-logits.ts';
export {
  calibratedOutputs,
  type CalibrationState,
  calibrationState,
} from '../calibration/calibration-state.ts';
export { averageWeights } from '../encoding/average-weights.ts';
export { unlearnedValues } from '../encoding/cell-encoder.ts';
export { encodeRecords, recordEncoder } from '../encoding/encode-records.ts';
export { encodeTable, packRows } from '../encoding/encode-table.ts';
export { type Encoding, type FeatureEncoding, featureEncoding } from '../encoding/feature-encoding.ts';
export { groupColumns, hasGroup } from '../encoding/group-columns.ts';
export type { ModelFiles } from '../encoding/model-files.ts';
export { parseLayerConfig } from '../encoding/parse-layer-config.ts';
export type { LayerKind } from '../encoding/topology/layer-kind.ts';
export { layerKinds } from '../encoding/topology/layer-kinds.ts';
export { readTopology, type Topology, type TopologyLayer } from '../encoding/topology/read-topology.ts';
export { spreadScores } from '../encoding/spread-scores.ts';
export { describeProblem, type ErrorCode, listed, type Problem, quote, RampartError } from '../errors.ts';
export {
  hasSkip,
  layerSlots,
  networkConfig,
  type NetworkShape,
  type ParameterSlot,
  varianceEpsilon,
  weightName,
} from '../families/network/network-shape.ts';
export { type AddTrees, scoreTrees } from '../families/trees/score-trees.ts';
export {
  leafStep,
  lookupName,
  treeConfig,
  type TreeEnsemble,
  type TreeShape,
} from '../families/trees/tree-ensemble.ts';
export * from '../formats/index.ts';
export * from '../metrics/index.ts';
export { plainPreprocessing } from '../preprocessing/plain-preprocessing.ts';
export { preprocessingSchema, preprocessingWidth } from '../preprocessing/preprocessing.ts';
export * from '../rows/index.ts';
export type { Column, ColumnDefinition, ColumnKind, ColumnRole } from '../schema/columns/column.ts';
export { columnKind, columnRole } from '../schema/columns/column.ts';
export type { DatasetSchema, RecordOf, RecordOfSchema, SchemaDefinition } from '../schema/dataset-schema.ts';
export { defineSchema } from '../schema/define-schema.ts';
export { recordColumns } from '../schema/derived/derivation.ts';
export { deriveColumns } from '../schema/derived/derive-columns.ts';
export { featuresOf } from '../schema/features-of.ts';
export { featureGroupsOf, groupsPresent } from '../schema/groups/feature-groups-of.ts';
export { parseSchema } from '../schema/parse-schema.ts';
export type { RawTable } from '../schema/raw-table.ts';
export { type ReadColumns, readColumns } from '../schema/read-columns.ts';
export { type ReadRecord, readRecord } from '../schema/read-record.ts';
export { recordJsonSchema } from '../schema/record-json-schema.ts';
export { targetOf } from '../schema/target-of.ts';
export { type DriftReport, driftReport } from '../statistics/drift/drift-report.ts';
export { compareBatch } from '../statistics/drift/compare-batch.ts';
export { type Cell, type ColumnData, isMissing, recordAt, type TypedTable } from '../table.ts';
