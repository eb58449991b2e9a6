import { type Config, type DatasetSchema, targetOf, type TypedTable } from '@rampart/core';
import {
  type Encoding,
  encodeTable,
  fitEncoding,
  type ModelFiles,
  type Preprocessing,
} from '@rampart/core/tensor';
import { encodedGroups } from '../features/encoded-groups.ts';
import { monotoneColumns } from '../features/monotone-columns.ts';
import { weightColumn } from '../features/weight-column.ts';
import { classNumbers, rowGroups } from '../splitting/split-table.ts';
import { takeRows } from '@rampart/core/internal';
import { exportModelFiles } from './export-model.ts';
import { sampleRows, takeSampled } from './sample-rows.ts';
import { trainModel } from './train-model.ts';
import type { TrainModelOptions } from './train-options.ts';
import type { TrainedModel } from './trained-model.ts';

/** How many rows there are, how many the model learns from, and on how many candidates are compared. */
export interface UsedRows {
  readonly all: number;
  readonly trained: number;
  readonly selected: number;
}

/** What a recipe is given beside its settings, and what it tells. */
export interface RecipeOptions
  extends Pick<
    TrainModelOptions,
    'random' | 'onProgress' | 'onLeftOut' | 'onEstimate' | 'onEpoch' | 'signal' | 'warmStart' | 'resumeFrom'
  > {
  readonly pool: NonNullable<TrainModelOptions['pool']>;
  /** Told how many rows of how many are used, before anything is trained. */
  readonly onSample?: ((rows: UsedRows) => void) | undefined;
  /** Columns that group rows beside those of role `group`; null: folds divide even rows with equal features. */
  readonly groupedBy: readonly string[] | null;
  /** What has been learned from this very table under these settings, and what it makes of it, row-major. */
  readonly prepared?: {
    readonly encoding: Encoding;
    readonly preprocessing: Preprocessing;
    /** Read where they are used: they are not where rows are drawn. */
    readonly features: () => Float32Array;
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
  { groupedBy, prepared, onSample, ...options }: RecipeOptions,
): Promise<FittedRecipe> {
  const target = targetOf(schema);
  const classes = target.classes.length;
  const encoding = prepared?.encoding ?? fitEncoding(schema, table, config.transformation);
  const all = {
    labels: classNumbers(table, target),
    groups: rowGroups(table, schema, groupedBy),
    weights: weightColumn(table, schema),
    classes,
  };
  const sample = sampleRows(all, config.training.rows, options.random.fork('rows'));
  const rows = sample === null ? all : { ...all, ...takeSampled(all, sample) };
  const selection =
    sample && sampleRows(rows, config.training.selectionRows, options.random.fork('selection rows'));
  const { weights } = rows;
  onSample?.({
    all: table.rows,
    trained: rows.labels.length,
    selected: (selection?.rows ?? rows.labels).length,
  });
  const trained = await trainModel({
    ...options,
    encoding,
    columns: encodeTable(encoding, sample === null ? table : takeRows(table, sample.rows)),
    labels: rows.labels,
    groups: rows.groups,
    classes,
    classNames: target.classes,
    positive: target.positive,
    featureGroups: encodedGroups(schema),
    monotone: monotoneColumns(schema, encoding),
    ...(weights && { weights }),
    ...(selection && { selection }),
    // What has been made of all rows is not what is made of some.
    ...(prepared &&
      sample === null && {
        prepared: { ...prepared, features: prepared.features(), transformation: config.transformation },
      }),
    config,
  });
  return { encoding, trained, files: await exportModelFiles(trained, options.pool.learners) };
}
