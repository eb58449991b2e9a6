import { z } from 'zod';
import {
  calibratedOutputs,
  type CalibrationState,
  calibrationState,
} from '../../calibration/calibration-state.ts';
import { averageWeights } from '../average-weights.ts';
import { groupColumns } from '../group-columns.ts';
import { networkLayerKind } from '../../families/network/network-layer-kind.ts';
import { treesLayerKind } from '../../families/trees/trees-layer-kind.ts';
import {
  type Preprocessing,
  preprocessingSchema,
  preprocessingSize,
  preprocessingWidth,
} from '../../preprocessing/preprocessing.ts';
import { type LayerKind, type Misfit, most, otherInputs, tooMany } from './layer-kind.ts';
import { counted } from '../../counted.ts';

const inputSettings = z.strictObject({
  batch_input_shape: z.tuple([z.null(), z.int().positive()]),
  dtype: z.literal('float32').optional(),
  sparse: z.literal(false).optional(),
});

/** Where encoded rows come in. */
const input: LayerKind<z.output<typeof inputSettings>> = {
  className: 'InputLayer',
  settings: inputSettings,
  width: ({ batch_input_shape: [, columns] }, inputs) =>
    otherInputs(inputs, [], 'no layer before it') ?? tooMany(columns, most.columns, 'columns') ?? columns,
};

const preprocessing: LayerKind<{ preprocessing: Preprocessing }> = {
  className: 'RampartPreprocessing',
  settings: z.strictObject({ preprocessing: preprocessingSchema }),
  width({ preprocessing: state }, inputs) {
    const { row, table } = preprocessingSize(state);
    const width = preprocessingWidth(state);
    return (
      otherInputs(inputs, [state.inputs], `one layer of ${counted(state.inputs, 'column')} to work on`) ??
      tooMany(Math.max(width, row), most.columns, 'numbers from one row') ??
      tooMany(table, most.table, 'numbers in a table') ??
      width
    );
  },
};

/** The mean of several layers, of TensorFlow.js itself. */
const average: LayerKind<Record<string, never>> = {
  className: 'Average',
  settings: z.strictObject({}),
  width: (_, inputs) =>
    inputs.length >= 2 && inputs.every((width) => width === inputs[0])
      ? inputs[0]!
      : { expected: 'two layers or more of one width to work on', received: inputs.join(' and ') || 'none' },
};

const weightedAverage: LayerKind<{ weights: number[] }> = {
  className: 'RampartWeightedAverage',
  settings: z.strictObject({ weights: averageWeights }),
  width: ({ weights }, inputs) =>
    otherInputs(
      inputs,
      weights.map(() => inputs[0] ?? 1),
      `${counted(weights.length, 'layer')} of one width to work on`,
    ) ?? inputs[0]!,
};

const completeRows: LayerKind<{ groups: number[][] }> = {
  className: 'RampartCompleteRows',
  settings: z.strictObject({ groups: groupColumns.min(1) }),
  width: ({ groups }, [complete = 0, ...others]) =>
    otherInputs(
      others.slice(0, 1),
      [complete],
      `two networks of one width, such as ${counted(complete, 'column')}`,
    ) ??
    encodedRows(groups, others.slice(1)) ??
    complete,
};

const calibration: LayerKind<{ calibration: CalibrationState }> = {
  className: 'RampartCalibration',
  settings: z.strictObject({ calibration: calibrationState }),
  width({ calibration: state }, [logits = 0, ...rows]) {
    const outputs = calibratedOutputs(state);
    const knots = state.calibrators.reduce(
      (sum, { isotonic }) => Math.max(sum, isotonic?.edges.length ?? 0),
      1,
    );
    return (
      tooMany(knots * state.calibrators.length, most.columns, 'knots in its maps') ??
      otherInputs([logits], [outputs], `${outputs} logits to calibrate`) ??
      (state.groups.length === 0
        ? otherInputs(rows, [], 'no layer beside the logits, as there are no feature groups')
        : encodedRows(state.groups, rows)) ??
      outputs
    );
  },
};

/** The misfit of what should be the encoded rows alone, with the columns of every feature group. */
function encodedRows(groups: readonly (readonly number[])[], inputs: readonly number[]): Misfit | undefined {
  const least = groups.flat().reduce((largest, column) => Math.max(largest, column), 0) + 1;
  const [width = 0] = inputs;
  if (inputs.length === 1 && width >= least) {
    return tooMany(width * groups.length, most.table, 'numbers in a table');
  }
  return {
    expected: `the encoded rows, at least ${counted(least, 'column')}`,
    received: inputs.join(' and ') || 'none',
  };
}

const members: readonly LayerKind<unknown>[] = [
  input,
  preprocessing,
  networkLayerKind,
  treesLayerKind,
  average,
  weightedAverage,
  completeRows,
  calibration,
];

/** Every kind of layer that a saved model may hold, by the name that it has there. */
export const layerKinds = new Map<string, LayerKind<unknown>>(members.map((kind) => [kind.className, kind]));
