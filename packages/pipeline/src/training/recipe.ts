import { type Config, type DatasetSchema, targetOf, type TypedTable } from '@rampart/core';
import {
  type Encoding,
  encodeTable,
  fitEncoding,
  type ModelFiles,
  type Preprocessing,
} from '@rampart/core/tensor';
import { encodedGroups } from '../features/encoded-groups.ts';
import { weightColumn } from '../features/weight-column.ts';
import { classNumbers, rowGroups } from '../splitting/split-table.ts';
import { exportModelFiles } from './export-model.ts';
import { trainModel } from './train-model.ts';
import type { TrainModelOptions } from './train-options.ts';
import type { TrainedModel } from './trained-model.ts';

/** What a recipe is given beside its settings, and what it tells. */
export interface RecipeOptions
  extends Pick<
    TrainModelOptions,
    'random' | 'onProgress' | 'onEpoch' | 'signal' | 'warmStart' | 'resumeFrom'
  > {
  readonly pool: NonNullable<TrainModelOptions['pool']>;
  /** Columns that group rows beside those of role `group`; null: folds divide even rows with equal features. */
  readonly groupedBy: readonly string[] | null;
  /** What has been learned from this very table under these settings, and what it makes of it, row-major. */
  readonly prepared?: {
    readonly encoding: Encoding;
    readonly preprocessing: Preprocessing;
    readonly features: Float32Array;
  };
}

/** What comes of a table. */
export interface FittedRecipe {
  readonly encoding: Encoding;
  readonly trained: TrainedModel;
  readonly files: ModelFiles;
}

/**
 * From a table of valid rows to a trained model: encoding, choice of the candidate, calibration, decision, the last
 * fit and the model's files. A run and a cross-validation both go this way.
 */
export async function fitRecipe(
  table: TypedTable,
  schema: DatasetSchema,
  config: Pick<Config, 'training' | 'transformation'>,
  { groupedBy, prepared, ...options }: RecipeOptions,
): Promise<FittedRecipe> {
  const target = targetOf(schema);
  const encoding = prepared?.encoding ?? fitEncoding(schema, table, config.transformation);
  const weights = weightColumn(table, schema);
  const trained = await trainModel({
    ...options,
    encoding,
    columns: encodeTable(encoding, table),
    labels: classNumbers(table, target),
    groups: rowGroups(table, schema, groupedBy),
    classes: target.classes.length,
    classNames: target.classes,
    positive: target.positive,
    featureGroups: encodedGroups(schema),
    ...(weights && { weights }),
    ...(prepared && { prepared: { ...prepared, transformation: config.transformation } }),
    config,
  });
  return { encoding, trained, files: await exportModelFiles(trained, options.pool.learners) };
}
