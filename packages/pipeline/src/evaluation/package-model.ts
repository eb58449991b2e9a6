import {
  chooseGoldenRows,
  type DatasetSchema,
  type ModelPackage,
  type SubsetDecision,
  targetOf,
  type TypedTable,
} from '@rampart/core';
import type { BackendName, Encoding, ModelFiles } from '@rampart/core/tensor';
import { createPredictor } from '@rampart/serve';

/** A trained model and what it was trained on. */
export interface TrainedFiles extends Pick<ModelPackage, 'prevalence' | 'review'> {
  readonly name: string;
  readonly version: string;
  readonly schema: DatasetSchema;
  readonly encoding: Encoding;
  readonly threshold: number;
  /** For each subset of the schema's feature groups; none where it has none. */
  readonly subsets: readonly SubsetDecision[];
  readonly model: ModelFiles;
  /** The training rows, from which the golden rows are taken. */
  readonly training: TypedTable;
  readonly backend: BackendName;
}

/** Makes a model ready for a predictor: its signature, and golden rows answered by the code that will serve it. */
export async function packageModel(trained: TrainedFiles): Promise<ModelPackage> {
  const { name, version, schema, threshold, prevalence, review, subsets } = trained;
  const { model, encoding, training, backend } = trained;
  const { classes, positive } = targetOf(schema);
  const signature = { inputs: encoding, classes: [...classes], positive };
  const decided = {
    threshold,
    ...(prevalence !== undefined && { prevalence }),
    ...(review && { review }),
    ...(subsets.length > 0 && { subsets }),
  };
  const unproven = { name, version, schema, signature, ...decided, model, golden: [] };
  const questions = chooseGoldenRows(schema, encoding, training);
  using predictor = await createPredictor(unproven, { backend, verifyGolden: false });
  const answers = predictor.probabilities(questions.map((question) => question.row));
  const width = classes.length;
  const golden = questions.map((question, at) => ({
    ...question,
    probabilities: [...answers.subarray(at * width, (at + 1) * width)],
  }));
  return { ...unproven, golden };
}
