import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseConfig } from '../../../config/load-config.ts';
import { RampartError } from '../../../errors.ts';
import { arraysClose, networkOf, noLeak, onEveryBackend, rejects } from '../../../testing/index.ts';
import { loadModelFiles } from '../../model-files/load-model-files.ts';
import { saveModel } from '../../model-files/save-model.ts';
import { fitPreprocessing } from '../../../preprocessing/fit-preprocessing.ts';
import { PreprocessingLayer } from '../../preprocessing/preprocessing-layer.ts';
import { calibrateLogits, calibratorsOf } from '../../../calibration/calibrate-logits.ts';
import { preprocessingWidth } from '../../../preprocessing/preprocessing.ts';
import { NetworkLayer } from '../network/network-layer.ts';
import { CalibrationLayer } from './calibration-layer.ts';
import {
  type CalibrationState,
  calibrationState,
  temperatureOnly,
} from '../../../calibration/calibration-state.ts';

const test = suite('calibration-layer');

const features = 5;
const cell = fc.constantFrom(Number.NaN, 0, -3, 1e9);
const logit = fc.oneof(fc.double({ min: -30, max: 30, noNaN: true }), fc.constantFrom(0, 3e38, -3e38, 1e-40));

/** Any calibration of the given number of logits: with feature groups or without, some subsets mapped, some not. */
function arbitraryState(outputs: number, grouped: boolean): fc.Arbitrary<CalibrationState> {
  const rising = (least: number) =>
    fc
      .array(fc.integer({ min: least, max: 40 }), { minLength: 6, maxLength: 6 })
      .map((steps) => steps.map((_, i) => steps.slice(0, i + 1).reduce((sum, step) => sum + step, -60) / 10));
  const isotonic = fc
    .record({ edges: rising(1), values: rising(0), knots: fc.integer({ min: 2, max: 6 }) })
    .map(({ edges, values, knots }) => ({ edges: edges.slice(0, knots), values: values.slice(0, knots) }));
  const calibrator = fc.record({
    temperature: fc.double({ min: 0.05, max: 20, noNaN: true }),
    shift: fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: outputs, maxLength: outputs }),
    isotonic: outputs === 1 ? fc.option(isotonic) : fc.constant(null),
  });
  const groups = grouped ? [[0], [2, 3], [4]] : [];
  const subsets = grouped
    ? [
        [true, true, true],
        [true, false, true],
        [false, false, true],
        [true, false, false],
      ]
    : [[]];
  return fc
    .tuple(...subsets.map(() => calibrator))
    .map((all) => ({ groups, calibrators: all.map((one, i) => ({ present: subsets[i]!, ...one })) }));
}

/** The probabilities that the host's calibrated logits stand for. */
function probabilities(logits: Float64Array, outputs: number): Float64Array {
  if (outputs === 1) return logits.map((value) => 1 / (1 + Math.exp(-value)));
  return logits.map((value, i) => {
    const row = logits.subarray(i - (i % outputs), i - (i % outputs) + outputs);
    const most = Math.max(...row);
    return Math.exp(value - most) / row.reduce((sum, other) => sum + Math.exp(other - most), 0);
  });
}

for (const outputs of [1, 3]) {
  for (const grouped of [false, true]) {
    const about = `${outputs} logits${grouped ? ', feature groups' : ''}`;
    onEveryBackend(
      test,
      `the layer computes what the host computes, finite and without a leak: ${about}`,
      () => {
        const rows = fc.array(
          fc.record({
            logits: fc.array(logit, { minLength: outputs, maxLength: outputs }),
            cells: fc.array(cell, { minLength: features, maxLength: features }),
          }),
          { minLength: 1, maxLength: 20 },
        );
        fc.assert(
          fc.property(arbitraryState(outputs, grouped), rows, (state, drawn) => {
            const logits = Float32Array.from(drawn.flatMap((row) => row.logits));
            const packed = Float32Array.from(drawn.flatMap(({ cells }) => cells));
            const before = tf.memory().numTensors;
            const answer = tf.tidy(() => {
              const layer = new CalibrationLayer({ calibration: state });
              const inputs = [tf.tensor2d(logits, [drawn.length, outputs])];
              if (grouped) inputs.push(tf.tensor2d(packed, [drawn.length, features]));
              return (layer.call(inputs) as tf.Tensor).dataSync().slice();
            });
            assert.is(tf.memory().numTensors, before);
            assert.ok(answer.every(Number.isFinite));
            const calibrated = calibrateLogits(state, logits, calibratorsOf(state, packed, features));
            arraysClose(answer, probabilities(calibrated, outputs), 5e-5);
          }),
          { numRuns: 60 },
        );
      },
    );
  }
}

const grouped: CalibrationState = {
  groups: [[0], [2, 3], [4]],
  calibrators: [
    { present: [true, true, true], temperature: 1.5, shift: [-0.5], isotonic: null },
    {
      present: [true, false, true],
      temperature: 1,
      shift: [0.25],
      isotonic: { edges: [-2, 0, 3], values: [-1, 0.5, 0.75] },
    },
  ],
};

const missing = Number.NaN;
/** Rows with all groups, without the second, without the first two, without any. */
const packed = Float32Array.from(
  [
    [1, missing, missing, 5, 1],
    [1, 7, missing, missing, 1],
    [missing, 7, missing, missing, 1],
    [missing, missing, missing, missing, missing],
  ].flat(),
);
const preprocessing = fitPreprocessing(
  ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, type: 'number', origin: 0 }) as const),
  Array.from({ length: features }, (_, i) => Float64Array.of(i, 1, 5, Number.NaN)),
  parseConfig({ transformation: { numeric: 'standardize', bins: 4, oneHotLevels: 4 } }, 'the test')
    .transformation,
);

onEveryBackend(test, 'a model that ends in the layer is the same after save and load', async () => {
  for (const state of [grouped, temperatureOnly(2, 1), temperatureOnly(0.5, 3)]) {
    await noLeak(async () => {
      const outputs = state.calibrators[0]!.shift.length;
      const rows = tfl.input({ shape: [features], name: 'rows' });
      const prepared = new PreprocessingLayer({ preprocessing, name: 'preprocessing' }).apply(rows);
      const shape = networkOf(preprocessingWidth(preprocessing), [], outputs);
      const network = new NetworkLayer({ network: shape, name: 'network' });
      const logits = network.apply(prepared) as tfl.SymbolicTensor;
      tf.tidy(() => network.setWeights(network.weights.map(({ shape }) => tf.fill(shape as number[], 0.25))));
      const layer = new CalibrationLayer({ calibration: state, name: 'calibration' });
      const inputs = state.groups.length > 0 ? [logits, rows] : logits;
      const made = tfl.model({
        inputs: rows,
        outputs: layer.apply(inputs) as tfl.SymbolicTensor,
        name: 'model',
      });
      const predict = (model: tfl.LayersModel) =>
        tf.tidy(() => (model.predictOnBatch(tf.tensor2d(packed, [4, features])) as tf.Tensor).arraySync());
      const files = await saveModel(made);
      const loaded = await loadModelFiles(files);
      assert.equal(predict(loaded), predict(made));
      assert.is((await saveModel(loaded)).topology, files.topology);
      made.dispose();
      loaded.dispose();
    });
  }
});

onEveryBackend(test, 'logits that are no finite numbers come out as none, the others as ever', () => {
  const isotonic = { edges: [-1, 1], values: [-2, 2] };
  for (const map of [null, isotonic]) {
    const state = { groups: [], calibrators: [{ present: [], temperature: 2, shift: [0.5], isotonic: map }] };
    const layer = new CalibrationLayer({ calibration: state });
    const given = Float64Array.of(Number.NaN, Infinity, -Infinity, 0.7);
    const [values, host] = [
      tf.tidy(() => layer.call(tf.tensor2d([...given], [4, 1])).dataSync()),
      probabilities(calibrateLogits(state, given), 1),
    ];
    arraysClose(values, host, 1e-6);
    assert.equal([...host].map(Number.isNaN), [true, true, true, false]);
  }
});

test('the calibrator is that of the very subset, and the first for a subset without one', () => {
  assert.equal([...calibratorsOf(grouped, packed, features)], [0, 1, 0, 0]);
  assert.equal([...calibratorsOf(temperatureOnly(1, 1), packed, features)], [0, 0, 0, 0]);
});

test('a map is straight between its knots and constant beyond', () => {
  const logits = Float64Array.of(-9, -2, -1, 0, 1.5, 3, 9);
  assert.equal(
    [...calibrateLogits(grouped, logits, new Int32Array(7).fill(1))],
    [-0.75, -0.75, 0, 0.75, 0.875, 1, 1],
  );
});

test('knows its shape, and refuses layers before it that do not fit', async () => {
  const layer = new CalibrationLayer({ calibration: grouped });
  assert.equal(
    layer.computeOutputShape([
      [null, 1],
      [null, 5],
    ]),
    [null, 1],
  );
  await rejects(
    () =>
      layer.computeOutputShape([
        [null, 3],
        [null, 5],
      ]),
    /expected 1 logits, received 3/,
  );
  await rejects(
    () =>
      layer.computeOutputShape([
        [null, 1],
        [null, 4],
      ]),
    /at least 5 encoded columns, received 4/,
  );
  await rejects(() => layer.computeOutputShape([null, 1]), /at least 5 encoded columns, received none/);
  assert.equal(
    new CalibrationLayer({ calibration: temperatureOnly(1, 4) }).computeOutputShape([7, 4]),
    [7, 4],
  );
});

test('a calibration that is none is refused', async () => {
  const [first, second] = grouped.calibrators;
  const refused: unknown[] = [
    { ...grouped, calibrators: [] },
    { ...grouped, calibrators: [second, first] },
    { ...grouped, calibrators: [first, second, second] },
    { ...grouped, calibrators: [first, { ...second, present: [true] }] },
    { ...grouped, calibrators: [first, { ...second, shift: [0, 0], isotonic: null }] },
    { ...grouped, calibrators: [{ ...first, temperature: 0 }] },
    { ...grouped, calibrators: [{ ...first, temperature: Number.NaN }] },
    { ...grouped, calibrators: [{ ...first, isotonic: { edges: [0, 0], values: [0, 1] } }] },
    { ...grouped, calibrators: [{ ...first, isotonic: { edges: [0, 1], values: [1, 0] } }] },
    { ...grouped, calibrators: [{ ...first, isotonic: { edges: [0, 1, 2], values: [0, 1] } }] },
    { groups: [], calibrators: [{ present: [], temperature: 1, shift: [0, 0], isotonic: second!.isotonic }] },
    { ...grouped, spline: 1 },
    null,
  ];
  assert.ok(calibrationState.safeParse(grouped).success);
  for (const calibration of refused) {
    const error = await rejects(
      () => new CalibrationLayer({ calibration: calibration as CalibrationState }),
      /the model's calibration layer/,
    );
    assert.ok(error instanceof RampartError && error.code === 'bundle');
  }
});

test.run();
