import { parseConfig } from '../config/load-config.ts';
import type { CalibrationState } from '../calibration/calibration-state.ts';
import type { ModelFiles } from '../encoding/model-files.ts';
import type { FeatureEncoding } from '../encoding/feature-encoding.ts';
import type { NetworkShape } from '../families/network/network-shape.ts';
import type { Random } from '../random.ts';
import { randomTrees } from './random-trees.ts';

/** A saved model with made-up weights, and encoded rows for it, [rows × features]. */
export interface RandomModel {
  readonly files: ModelFiles;
  readonly features: number;
  /** 1 for two classes. */
  readonly outputs: number;
  readonly rows: Float32Array;
}

const scales = [
  'standardize',
  'min-max',
  'robust',
  'robust-smooth',
  'log',
  'quantile',
  'piecewise-linear',
] as const;

/**
 * Any model that can be exported: one or two networks of any shape behind preprocessing of any kind, trees beside them or
 * not, a network for incomplete rows where there are feature groups, and a calibration; the rows hold missing, unseen and
 * extreme values. The backend in use makes it.
 */
export async function randomModel(random: Random): Promise<RandomModel> {
  // Imported here, so that the tests of everything else start without TensorFlow.js.
  const tfl = await import('@tensorflow/tfjs-layers');
  const tf = await import('@tensorflow/tfjs-core');
  const tensor = await import('../tensor/index.ts');
  const [numbers, categories, count] = [1 + random.integer(3), 1 + random.integer(3), 80];
  const features = numbers + categories;
  const encoding = Array.from({ length: features }, (_, i): FeatureEncoding => {
    const name = `x${i}`;
    if (i < numbers) return { name, type: 'number', origin: 0 };
    return { name, type: 'category', vocabulary: Array.from({ length: 2 + random.integer(6) }, (_, k) => k) };
  });
  const columns = encoding.map((feature) =>
    Float64Array.from({ length: count }, (_, row) => {
      if (row > 1 && random.next() < 0.1) return Number.NaN;
      if (feature.type === 'number') return Math.exp(random.normal()) * 10 ** random.integer(4) + row;
      return row < 2 ? row : random.integer(feature.vocabulary.length + 1);
    }),
  );
  const settings = {
    numeric: [pickOne(random, scales), pickOne(random, scales)],
    impute: pickOne(random, ['mean', 'median', 'most-frequent', 'knn']),
    bins: 8,
    oneHotLevels: 4,
  };
  const { transformation } = parseConfig({ transformation: settings }, 'the test');
  const preprocessing = tensor.fitPreprocessing(encoding, columns, transformation);
  const inputs = tensor.preprocessingWidth(preprocessing);
  const outputs = pickOne(random, [1, 1, 3]);
  const groups = pickOne(random, [[], [[0], Array.from({ length: features - 1 }, (_, i) => i + 1)]]);

  const rows = tfl.input({ shape: [features], name: 'rows' });
  const transformed = new tensor.PreprocessingLayer({ name: 'preprocessing', preprocessing }).apply(rows);
  const network = (name: string) => {
    const copies = 1 + random.integer(2);
    const shape = randomShape(random, inputs, outputs);
    const layer = new tensor.NetworkLayer({ name, network: shape, copies });
    const logits = layer.apply(transformed) as typeof rows;
    tf.tidy(() =>
      layer.setWeights(
        Array.from({ length: copies }, () => tensor.parameterSlots(shape))
          .flat()
          .map(({ role, dimensions, length }) => {
            const size = role === 'weights' ? 1 / Math.sqrt(dimensions.at(-2)!) : 0.3;
            const around = role === 'scale' || role === 'gain' ? 1 : 0;
            return tf.tensor(
              Float32Array.from({ length }, () => around + size * random.normal()),
              [...dimensions],
            );
          }),
      ),
    );
    return logits;
  };
  const trees = () => {
    const { ensemble } = randomTrees(random, { numbers, categories, outputs });
    const layer = new tensor.TreesLayer({ name: 'trees', ensemble: ensemble.shape });
    const logits = layer.apply(rows) as typeof rows;
    const weights = [ensemble.leaves, ensemble.bias, ...ensemble.lookups];
    tf.tidy(() =>
      layer.setWeights(layer.weights.map(({ shape }, i) => tf.tensor(weights[i]!, shape as number[]))),
    );
    return logits;
  };
  const members = [
    network('network'),
    ...(random.integer(2) === 1 ? [network('network-2')] : []),
    ...(random.integer(2) === 1 ? [trees()] : []),
  ];
  const mean = () => {
    if (random.integer(2) === 1) return tfl.layers.average({ name: 'average' });
    const parts = members.map(() => random.next() + 0.1);
    const sum = parts.reduce((all, part) => all + part, 0);
    return new tensor.WeightedAverageLayer({ name: 'average', weights: parts.map((part) => part / sum) });
  };
  const complete = members.length === 1 ? members[0]! : (mean().apply(members) as typeof rows);
  const logits =
    groups.length === 0
      ? complete
      : new tensor.CompleteRowsLayer({ name: 'complete-rows', groups }).apply([
          complete,
          network('partial'),
          rows,
        ]);
  const calibration = randomCalibration(random, groups, outputs);
  const calibrated = new tensor.CalibrationLayer({ name: 'probabilities', calibration });
  const probabilities = calibrated.apply(groups.length === 0 ? logits : [logits as typeof rows, rows]);
  const model = tfl.model({ name: 'random', inputs: rows, outputs: probabilities as typeof rows });
  const files = await tensor.saveModel(model);
  model.dispose();
  return { files, features, outputs, rows: randomRows(random, columns, numbers, 40) };
}

function randomShape(random: Random, inputs: number, outputs: number): NetworkShape {
  return {
    inputs,
    hidden: pickOne(random, [[], [7], [6, 6], [9, 5, 5]]),
    outputs,
    members: 1 + random.integer(3),
    activation: pickOne(random, ['relu', 'silu', 'gelu', 'tanh']),
    normalization: pickOne(random, ['none', 'layer']),
    residual: random.integer(2) === 1,
  };
}

function randomCalibration(random: Random, groups: number[][], outputs: number): CalibrationState {
  const calibrator = (present: boolean[]) => ({
    present,
    temperature: 0.5 + random.next(),
    shift: Array.from({ length: outputs }, () => random.normal() / 2),
    isotonic:
      outputs === 1 && random.integer(2) === 1 ? { edges: [-2, -0.5, 1, 3], values: [-3, -1, 1, 2] } : null,
  });
  const all = groups.map(() => true);
  return {
    groups,
    calibrators: [calibrator(all), ...(groups.length === 0 ? [] : [calibrator([false, true])])],
  };
}

/** Rows of the columns' own values, of missing groups, and of what no training row holds. */
function randomRows(
  random: Random,
  columns: readonly Float64Array[],
  numeric: number,
  count: number,
): Float32Array {
  const numbers = [Number.NaN, 1e30, -1e30, 1e-30, 0];
  const codes = [Number.NaN, 77];
  const rows = Array.from({ length: count }, (_, row) =>
    columns.map((column, i) => {
      if ((row % 4 === 1 && i === 0) || (row % 4 === 2 && i > 0)) return Number.NaN;
      if (random.next() < 0.1) return pickOne(random, i < numeric ? numbers : codes);
      return column[random.integer(column.length)]!;
    }),
  );
  return Float32Array.from(rows.flat());
}

function pickOne<T>(random: Random, choices: readonly T[]): T {
  return choices[random.integer(choices.length)]!;
}
