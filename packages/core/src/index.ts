export { type BundleReference, bundleReference, readReference } from './bundle/bundle-reference.ts';
export { checkGolden } from './bundle/check-signature.ts';
export { type Decision, decision, decisionFinder } from './bundle/decision.ts';
export {
  chooseGoldenRows,
  compareGolden,
  type GoldenQuestion,
  type GoldenRow,
  goldenRow,
  goldenText,
  typedGolden,
} from './bundle/golden.ts';
export { bundleFormat, type Manifest, type Signature } from './bundle/manifest.ts';
export { decodeBundle, decodeManifest, verifyBundle } from './bundle/decode-bundle.ts';
export { encodeBundle } from './bundle/encode-bundle.ts';
export type { Bundle, BundleContents, ModelPackage } from './bundle/model-package.ts';
export type { NamedBytes } from './bundle/named-bytes.ts';
export {
  type BundleStore,
  type LedgerEntry,
  type MoveOptions,
  readManifest,
  readVersion,
} from './store/bundle-store.ts';
export { bundleAt, openBundle, openStore } from './store/open-bundle.ts';
export {
  type Candidate,
  type Config,
  type ConfigSource,
  configSchema,
  configSchemaOf,
  loadConfig,
  type Member,
  membersOf,
  parseConfig,
  setByUser,
  statedPrevalence,
} from './config/index.ts';
export { drawChoice } from './families/draw-number.ts';
export { families } from './families/families.ts';
export type { Family } from './families/family.ts';
export { networkFamily } from './families/network/network-family.ts';
export type { NetworkSettings } from './families/network/network-settings.ts';
export { didYouMean } from './did-you-mean.ts';
export { recordEncoder } from './encoding/encode-records.ts';
export { encodeTable, packRows } from './encoding/encode-table.ts';
export { canonicalJson, digestOf, type Json, sha256 } from './digest.ts';
export {
  describeProblem,
  type ErrorCode,
  listed,
  type Problem,
  quote,
  RampartError,
  throwIfAborted,
} from './errors.ts';
export { compileExpression, type Expression } from './expression/compile-expression.ts';
export { createLogger, type Logger, type LoggerOptions, type LogLevel } from './logger.ts';
export {
  atPrevalence,
  type BinaryScored,
  type BootstrapOptions,
  bootstrapIntervals,
  type BoundKept,
  type CalibrationBin,
  chooseReviewBand,
  chooseThreshold,
  classificationMetrics,
  confusionMatrix,
  curve,
  type Interval,
  isBinary,
  isLoss,
  type MetricIntervals,
  metricIntervals,
  type MetricName,
  type Metrics,
  metricNames,
  metricValues,
  perMetric,
  positiveShare,
  type PrPoint,
  prCurve,
  predictedClasses,
  priorShift,
  reliabilityCurve,
  type ReviewBand,
  type RocPoint,
  rocCurve,
  type Scored,
  type ThresholdChoice,
  type ThresholdObjective,
} from './metrics/index.ts';
export { createRandom, type Random } from './random.ts';
export { redact } from './redact.ts';
export type { Column, ColumnDefinition, ColumnKind, ColumnRole } from './schema/columns/column.ts';
export { columnKind, columnRole, onInvalidOf, onMissingOf } from './schema/columns/column.ts';
export { type ColumnReader, UNREADABLE } from './schema/columns/column-reader.ts';
export { columnReaders } from './schema/columns/column-readers.ts';
export type {
  DatasetSchema,
  RecordOf,
  RecordOfSchema,
  SchemaDefinition,
  Target,
} from './schema/dataset-schema.ts';
export { recordColumns, sourceColumns, trainingColumns } from './schema/derived/derivation.ts';
export { deriveColumns } from './schema/derived/derive-columns.ts';
export { imputeInvalid } from './schema/columns/impute-invalid.ts';
export { type JudgedRule, judgeRules } from './schema/rules/judge-rules.ts';
export { type Limit, limitOf, type Limits, type WarningName, warningNames } from './schema/rules/limits.ts';
export type { Rule } from './schema/rules/rule.ts';
export { type Freshness, milliseconds, type Volume } from './schema/rules/table-expectations.ts';
export { defineSchema } from './schema/define-schema.ts';
export { mostFeatureGroups } from './schema/groups/feature-group.ts';
export {
  absentGroups,
  type FeatureGroup,
  featureGroupsOf,
  groupsPresent,
  hasUngrouped,
} from './schema/groups/feature-groups-of.ts';
export { featuresOf } from './schema/features-of.ts';
export { parseSchema } from './schema/parse-schema.ts';
export { missingInteger, type RawTable } from './schema/raw-table.ts';
export { type ReadColumns, readColumns } from './schema/read-columns.ts';
export { type ReadRecord, readRecord } from './schema/read-record.ts';
export { readSchema } from './schema/read-schema.ts';
export { schemaPart } from './schema/schema-part.ts';
export { recordJsonSchema } from './schema/record-json-schema.ts';
export { targetOf } from './schema/target-of.ts';
export {
  createRunContext,
  type EpochEvent,
  type FileFact,
  fileFact,
  fileFactsIn,
  type ProgressEvent,
  type RunContext,
  type RunOptions,
  Stage,
  type StageContext,
  usedArtifacts,
} from './stage/index.ts';
export { moduleFiles } from './stage/code/module-files.ts';
export { builtCodeFile, readCode } from './stage/code/stage-code.ts';
export { codeVersion } from './stage/code-version.ts';
export { type AlarmBudget, falseAlarmRate } from './statistics/drift/alarm-budget.ts';
export { buildReference } from './statistics/drift/build-reference.ts';
export { type CompareOptions, compareBatch } from './statistics/drift/compare-batch.ts';
export {
  type ColumnReference,
  type DriftReference,
  driftReference,
} from './statistics/drift/drift-reference.ts';
export {
  type ColumnDrift,
  type DriftReport,
  type DriftRole,
  driftReport,
  type StatedShift,
} from './statistics/drift/drift-report.ts';
export { type ColumnSummary, columnSummary, summarizeColumns } from './statistics/summarize-columns.ts';
export {
  publishDirectory,
  removeStaleTemporaries,
  retireDirectory,
  WEEK,
  withTemporaryDirectory,
  writeFileAtomic,
} from './files/index.ts';
export {
  type Cell,
  type ColumnData,
  columnOf,
  concatRows,
  isMissing,
  recordAt,
  takeRows,
  type TypedTable,
} from './table.ts';
