export {
  crossValidate,
  type CrossValidation,
  type CrossValidationOptions,
} from './cross-validation/cross-validate.ts';
export type { Verdict } from './evaluation/judge.ts';
export {
  ModelEvaluation,
  type ModelEvaluationArtifact,
  type ModelEvaluationInput,
} from './evaluation/stage.ts';
export {
  type DatasetAddress,
  defaultStore,
  parseDatasetName,
  parseStoreUri,
  storeUri,
} from './feature-store/dataset-address.ts';
export { type DatasetDiff, diffDatasets } from './feature-store/diff-datasets.ts';
export { type ListedDataset, listDatasets } from './feature-store/list-datasets.ts';
export type { DatasetManifest } from './feature-store/manifest.ts';
export { type Dataset, readDataset } from './feature-store/read-dataset.ts';
export {
  type DatasetFacts,
  writeDataset,
  type WriteDatasetOptions,
  type WrittenDataset,
} from './feature-store/write-dataset.ts';
export { type NamedUri, nameHoldouts } from './splitting/name-holdouts.ts';
export {
  type MalformedRow,
  type ProblemGroup,
  type QuarantinedRow,
  type RawBatch,
  readChunks,
  type ReadChunksOptions,
  type ReadOptions,
  type ReadTable,
  readTable,
  type ReadTableOptions,
  type Source,
  type TypedChunk,
} from '@rampart/core/rows';
export { type SplitManifest, type SplitSummary } from './splitting/split-manifest.ts';
export { DataIngestion, type DataIngestionArtifact, type DataIngestionInput } from './ingestion/stage.ts';
export { type IngestOptions, type IngestResult, ingestTable } from './etl/ingest-table.ts';
export { loadSchema } from './load-schema.ts';
export { ModelPusher, type ModelPusherArtifact, type ModelPusherInput } from './pushing/stage.ts';
export type { DataReport } from './data-report/data-report.ts';
export type { RunReport } from './report/run-report.ts';
export { compareSchema } from './schema-inference/comparison/compare-schema.ts';
export { inferFromSource, type InferOptions } from './schema-inference/infer-from-source.ts';
export { inferSchema } from './schema-inference/infer-schema.ts';
export type { Doubt, InferenceOptions, InferredSchema, RawTable } from './schema-inference/raw-table.ts';
export { schemaToYaml } from './schema-inference/schema-to-yaml.ts';
export { type ScoredRow, scoreTable, type ScoreTableOptions } from './scoring/score-table.ts';
export { scoreInto, type ScoreIntoOptions, type ScoreResult } from './scoring/score-into.ts';
export { openSink } from './connections/open-sink.ts';
export type { Sink, SinkBatch, SinkRecord, SinkResult } from './rows/sink.ts';
export { openSource, type TableInput } from './connections/open-source.ts';
export { recordsSource, type RowRecord } from './sources/records-source.ts';
export { toArquero } from './table/arquero-table.ts';
export type {
  Figures,
  RunStart,
  RunStatus,
  RunSummary,
  Texts,
  TrackedRun,
  Tracker,
} from './tracking/tracker.ts';
export { exportModel, exportModelFiles } from './training/export-model.ts';
export { ModelTrainer, type ModelTrainerArtifact, type ModelTrainerInput } from './training/stage.ts';
export { trainModel } from './training/train-model.ts';
export type { TrainModelOptions } from './training/train-options.ts';
export type { TrainedModel } from './training/trained-model.ts';
export type { TrainingRun } from './report/training-run.ts';
export { TrainingPipeline, type TrainingPipelineOptions } from './training-pipeline.ts';
export {
  DataTransformation,
  type DataTransformationArtifact,
  type DataTransformationInput,
} from './transformation/stage.ts';
export { type DataWarning, judgeWarnings } from './data-report/data-warning.ts';
export { auditLeaks, type LeakAudit } from './leaks/leak-audit.ts';
export { DataValidation, type DataValidationArtifact, type DataValidationInput } from './validation/stage.ts';
export { validateTable, type ValidateTableOptions } from './data-report/validate-table.ts';
export { summarizeDataReport } from './data-report/summarize-data-report.ts';
export { renderDataReport } from './data-report/html/render-data-report.ts';
