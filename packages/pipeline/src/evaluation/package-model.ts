import {
  type DatasetSchema,
  type Decision,
  type ModelPackage,
  targetOf,
  type TypedTable,
} from '@rampart/core';
import { chooseGoldenRows, modelEdges } from '@rampart/core/internal';
import type { BackendName, Encoding, ModelFiles } from '@rampart/core/tensor';
import { createPredictor } from '@rampart/serve';

/** A trained model and what it was trained on. */
export interface TrainedFiles {
  readonly name: string;
  readonly version: string;
  readonly schema: DatasetSchema;
  readonly encoding: Encoding;
  readonly decisions: readonly Decision[];
  readonly model: ModelFiles;
  /** The training rows, from which the golden rows are taken. */
  readonly training: TypedTable;
  readonly backend: BackendName;
}

/** Makes a model ready for a predictor: its signature, and golden rows answered by the code that will serve it. */
export async function packageModel(trained: TrainedFiles): Promise<ModelPackage> {
  const { name, version, schema, decisions, model, encoding, training, backend } = trained;
  const { classes, positive } = targetOf(schema);
  const signature = { inputs: encoding, classes: [...classes], positive };
  const unproven = { name, version, schema, signature, decisions, model, golden: [] };
  const questions = chooseGoldenRows(schema, encoding, training, modelEdges(model));
  using predictor = await createPredictor(unproven, { backend, verifyGolden: false });
  const answers = predictor.score(
    questions.map((question) => question.row),
    'tensors',
  );
  const width = classes.length;
  const golden = questions.map((question, at) => ({
    ...question,
    probabilities: [...answers.subarray(at * width, (at + 1) * width)],
  }));
  return { ...unproven, golden };
}
