export { type BundleReference, readReference } from './bundle/bundle-reference.ts';
export { type Decision } from './bundle/decision.ts';
export { type GoldenRow } from './bundle/golden.ts';
export { bundleFormat, type Manifest, type Signature } from './bundle/manifest.ts';
export { decodeBundle, decodeManifest, verifyBundle } from './bundle/decode-bundle.ts';
export { encodeBundle } from './bundle/encode-bundle.ts';
export type { Bundle, BundleContents, ModelPackage } from './bundle/model-package.ts';
export type { NamedBytes } from './bundle/named-bytes.ts';
export { type BundleStore, type LedgerEntry, type MoveOptions } from './store/bundle-store.ts';
export { openBundle, openStore } from './store/open-bundle.ts';
export {
  type Candidate,
  type Config,
  type ConfigSource,
  configSchema,
  loadConfig,
  parseConfig,
} from './config/index.ts';
export { type Json } from './digest.ts';
export { describeProblem, type ErrorCode, type Problem, RampartError } from './errors.ts';
export { createLogger, type Logger, type LoggerOptions, type LogLevel } from './logger.ts';
export {
  atPrevalence,
  type BinaryScored,
  type BootstrapOptions,
  bootstrapIntervals,
  type CalibrationBin,
  chooseReviewBand,
  chooseThreshold,
  classificationMetrics,
  confusionMatrix,
  type Interval,
  type MetricName,
  type Metrics,
  metricNames,
  type PrPoint,
  prCurve,
  predictedClasses,
  reliabilityCurve,
  type ReviewBand,
  type RocPoint,
  rocCurve,
  type Scored,
  type ThresholdChoice,
  type ThresholdObjective,
} from './metrics/index.ts';
export { type Random } from './random.ts';
export type { Column, ColumnDefinition, ColumnKind, ColumnRole } from './schema/columns/column.ts';
export type {
  DatasetSchema,
  RecordOf,
  RecordOfSchema,
  SchemaDefinition,
  Target,
} from './schema/dataset-schema.ts';
export { type Limit, type Limits, type WarningName } from './schema/rules/limits.ts';
export type { Rule } from './schema/rules/rule.ts';
export { type Freshness, type Volume } from './schema/rules/table-expectations.ts';
export { defineSchema } from './schema/define-schema.ts';
export { parseSchema } from './schema/parse-schema.ts';
export { missingInteger, type RawTable } from './schema/raw-table.ts';
export { type TextEncodingName, textEncodings } from './schema/text-encodings.ts';
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
  type ProgressEvent,
  type RunContext,
  type RunOptions,
  Stage,
  type StageContext,
} from './stage/index.ts';
export { type CompareOptions, compareBatch } from './statistics/drift/compare-batch.ts';
export { type DriftReference } from './statistics/drift/drift-reference.ts';
export { type ColumnDrift, type DriftReport } from './statistics/drift/drift-report.ts';
export { type ColumnSummary, summarizeColumns } from './statistics/summarize-columns.ts';
export { type Cell, type ColumnData, recordAt, type TypedTable } from './table.ts';
