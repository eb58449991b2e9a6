export {
  crossValidate,
  type CrossValidation,
  type CrossValidationOptions,
} from './evaluation/cross-validate.ts';
export type { Decision } from './evaluation/judge.ts';
export {
  ModelEvaluation,
  type ModelEvaluationArtifact,
  type ModelEvaluationInput,
} from './evaluation/stage.ts';
export { type ReadTable, type ReadTableOptions, readTable } from './ingestion/read-table.ts';
export { DataIngestion, type DataIngestionArtifact, type DataIngestionInput } from './ingestion/stage.ts';
export { ModelPusher, type ModelPusherArtifact, type ModelPusherInput } from './pushing/stage.ts';
export type { RunReport } from './report/run-report.ts';
export { inferSchema } from './schema-inference/infer-schema.ts';
export { schemaToYaml } from './schema-inference/schema-to-yaml.ts';
export { encodeScores } from './scoring/encode-scores.ts';
export { type ScoredRow, scoreTable } from './scoring/score-table.ts';
export { openSource } from './sources/open-source.ts';
export type { MalformedRow, RawBatch, ReadOptions, Source } from './sources/source.ts';
export { ModelTrainer, type ModelTrainerArtifact, type ModelTrainerInput } from './training/stage.ts';
export { TrainingPipeline, type TrainingPipelineOptions, type TrainingRun } from './training-pipeline.ts';
export {
  DataTransformation,
  type DataTransformationArtifact,
  type DataTransformationInput,
} from './transformation/stage.ts';
export { auditLeaks, type LeakAudit } from './validation/leak-audit.ts';
export type { ProblemGroup, QuarantinedRow } from './validation/quarantine.ts';
export { DataValidation, type DataValidationArtifact, type DataValidationInput } from './validation/stage.ts';
