import type { ModelFiles } from '../encoding/model-files.ts';
import type { Preprocessing } from '../preprocessing/preprocessing.ts';
import { layerKinds } from '../encoding/topology/layer-kinds.ts';
import type { NetworkShape } from '../families/network/network-shape.ts';
import type { TreeShape } from '../families/trees/tree-ensemble.ts';

/** A layer as model.json has it: its name, its class, its settings, the layers that it is applied to. */
type LayerRow = readonly [name: string, className: string, settings: object, inputs: readonly string[]];

/** The files of a model with these layers, its weights made up. */
export function modelOf(rows: readonly LayerRow[]): ModelFiles {
  const weights = rows.flatMap(([name, className, settings]) =>
    [...(layerKinds.get(className)!.weights?.(settings) ?? [])].map(({ name: own, shape }) => ({
      name: `${name}/${own}`,
      shape,
      dtype: 'float32',
    })),
  );
  const count = weights.reduce(
    (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
    0,
  );
  const topology = JSON.stringify({
    format: 'layers-model',
    modelTopology: {
      class_name: 'Model',
      config: {
        name: 'rampart',
        layers: rows.map(([name, className, settings, inputs]) => ({
          name,
          class_name: className,
          config: { name, ...settings },
          inbound_nodes: inputs.length === 0 ? [] : [inputs.map((input) => [input, 0, 0, {}])],
        })),
        input_layers: [[rows[0]![0], 0, 0]],
        output_layers: [[rows.at(-1)![0], 0, 0]],
      },
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    },
    weightsManifest: [{ paths: ['weights.bin'], weights }],
  });
  const numbers = Float32Array.from({ length: count }, (_, i) => Math.sin(3 * i + 1));
  return { topology, weights: new Uint8Array(numbers.buffer) };
}

/** The preprocessing of the four columns of the example schema, for a member of an ensemble. */
function preprocessing(scale: number): Preprocessing {
  const numbers = [
    { transform: 'impute-median', states: [{ value: 4 }] },
    { transform: 'standardize', states: [{ low: 0.5, high: 64, mean: 13, scale }] },
  ];
  const categories = [
    {
      transform: 'one-hot',
      states: [{ slots: [0, 1, 2] }, { slots: [1, 2], other: true }, { slots: [0, 1] }],
    },
  ];
  return {
    inputs: 4,
    blocks: [
      { columns: [0], steps: numbers },
      { columns: [1, 2, 3], steps: categories },
    ],
  };
}

/** A plain network of this many inputs, hidden units and outputs. */
export function networkOf(inputs: number, hidden: readonly number[], outputs: number): NetworkShape {
  return { inputs, hidden, outputs, members: 1, activation: 'relu', normalization: 'none', residual: false };
}

const shape: NetworkShape = {
  ...networkOf(9, [3, 3], 1),
  members: 2,
  normalization: 'layer',
  residual: true,
};

/** Trees of the example schema: by duration, by a risk of its own, by what is looked up for a protocol. */
export const exampleTrees: TreeShape = {
  inputs: 4,
  outputs: 1,
  depth: 2,
  lookups: [{ column: 2, entries: 4, values: 1 }],
  splits: { column: [0, 1, 4, 3], border: [4, 2, 0.25, 0.5], equals: [0, 1, 0, 0], missing: [1, 0, 0, 1] },
  trees: [0, 1, 2, 0, 3, 2],
  gain: [3, 1, 2, 0.5],
};

/** A model of the example schema with a layer of every kind that a run exports, made without TensorFlow.js. */
export function exampleModel(): ModelFiles {
  const groups = [[0], [1, 2, 3]];
  const calibrators = [
    { present: [true, true], temperature: 1.5, shift: [0.25], isotonic: null },
    {
      present: [true, false],
      temperature: 2,
      shift: [0],
      isotonic: { edges: [-3, 0, 3], values: [-2, 0, 1] },
    },
  ];
  return modelOf([
    ['rows', 'InputLayer', { batch_input_shape: [null, 4], dtype: 'float32', sparse: false }, []],
    ['preprocessing', 'RampartPreprocessing', { preprocessing: preprocessing(10) }, ['rows']],
    ['preprocessing-2', 'RampartPreprocessing', { preprocessing: preprocessing(20) }, ['rows']],
    ['network', 'RampartNetwork', { network: shape, copies: 2 }, ['preprocessing']],
    ['network-2', 'RampartNetwork', { network: { ...shape, hidden: [] }, copies: 1 }, ['preprocessing-2']],
    ['average', 'Average', { trainable: false }, ['network', 'network-2']],
    ['trees', 'RampartTrees', { ensemble: exampleTrees }, ['rows']],
    ['weighted-average', 'RampartWeightedAverage', { weights: [0.75, 0.25] }, ['average', 'trees']],
    [
      'network-partial',
      'RampartNetwork',
      { network: { ...shape, members: 1 }, copies: 1 },
      ['preprocessing'],
    ],
    ['complete-rows', 'RampartCompleteRows', { groups }, ['weighted-average', 'network-partial', 'rows']],
    [
      'probabilities',
      'RampartCalibration',
      { calibration: { groups, calibrators } },
      ['complete-rows', 'rows'],
    ],
  ]);
}
