import type { CandidateEvaluation } from '../evaluation/evaluate-candidate.ts';
import type { DataIngestionArtifact } from '../ingestion/stage.ts';
import type { Promotion } from '../pushing/promote.ts';
import type { ModelPusherArtifact } from '../pushing/stage.ts';
import type { ModelTrainerArtifact } from '../training/stage.ts';
import type { DataTransformationArtifact } from '../transformation/stage.ts';
import type { DataValidationArtifact } from '../validation/stage.ts';

/** What a training run leaves, stage by stage. */
export interface RunArtifacts {
  readonly ingestion: DataIngestionArtifact;
  readonly validation: DataValidationArtifact;
  readonly transformation: DataTransformationArtifact;
  readonly training: ModelTrainerArtifact;
  readonly evaluation: CandidateEvaluation & Omit<Promotion, 'production'>;
  readonly pushing: ModelPusherArtifact & Pick<Promotion, 'production'>;
}
