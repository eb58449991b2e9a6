import * as assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { Test } from 'uvu';
import { createRandom } from '../random.ts';
import { packRows } from '../encoding/encode-table.ts';
import { loadModelFiles } from '../tensor/model-files/load-model-files.ts';
import { saveModel } from '../tensor/model-files/save-model.ts';
import { applyPreprocessing, transformRows } from '../tensor/preprocessing/apply-preprocessing.ts';
import type { Imputation } from '../preprocessing/transforms/imputation.ts';
import { type Preprocessing, preprocessingWidth } from '../preprocessing/preprocessing.ts';
import { PreprocessingLayer } from '../tensor/preprocessing/preprocessing-layer.ts';
import type { FitOptions, Transform } from '../preprocessing/transforms/transform.ts';
import { transforms } from '../preprocessing/transforms/transforms.ts';
import { closeTo } from './close-to.ts';
import { noLeak } from './no-leak.ts';
import { onEveryBackend } from './on-every-backend.ts';

/** What the contract suite must know of a transform. */
export interface TransformContract<State> {
  /** What comes out for one value, computed in float64; `width` numbers. */
  readonly reference?: (value: number, state: State) => readonly number[];
  /** The same for a row of values, where those of other columns matter. */
  readonly rowReference?: (row: readonly number[], states: readonly State[]) => readonly number[];
  /** Whether it transforms measured numbers or category codes. */
  readonly columns: 'numbers' | 'codes';
  /** The transform that fills missing values first, for one that does not take them. */
  readonly after?: Transform<Imputation>;
}

/** Options for fitting in tests. */
export const fitOptions: FitOptions = {
  bins: 16,
  pieces: 4,
  neighbours: 5,
  oneHotLevels: 8,
  constant: 0.5,
  clip: { quantile: 0.1 },
};

/** Registers the tests that every transform must pass, on every backend. */
export function testTransform<State>(
  test: Test,
  transform: Transform<State>,
  { reference, rowReference, columns, after }: TransformContract<State>,
): void {
  const trained = columns === 'numbers' ? numberColumns() : codeColumns();
  const odd = columns === 'numbers' ? oddNumbers : oddCodes;
  const states = trained.map((column) => transform.fit(column, fitOptions));
  const preprocessing: Preprocessing = {
    inputs: trained.length,
    blocks: [
      {
        columns: trained.map((_, i) => i),
        steps: [
          ...(after === undefined
            ? []
            : [{ transform: after.name, states: trained.map((column) => after.fit(column, fitOptions)) }]),
          { transform: transform.name, states },
        ],
      },
    ],
  };
  const inputs = trained.map((column) => Float64Array.of(...column, ...odd));
  const rows = inputs[0]!.length;
  const packed = packRows(inputs);
  const width = preprocessingWidth(preprocessing);
  const ofRow =
    rowReference ??
    ((row: readonly number[], fitted: readonly State[]) =>
      fitted.flatMap((state, column) => reference!(row[column]!, state)));

  test('is in the registry under its name', () => assert.equal(transforms.get(transform.name), transform));

  test('its state survives JSON, whose keys a saved model leaves alone', () => {
    for (const state of states) {
      assert.deepEqual(transform.state.parse(JSON.parse(JSON.stringify(state))), state);
      for (const key of Object.keys(state as object)) assert.match(key, /^[a-z]+$/);
    }
  });

  onEveryBackend(test, 'gives what the float64 reference gives', async () => {
    const expected = await noLeak(() => referenceOf(packed, rows, states, ofRow, after, trained));
    const actual = await noLeak(() => transformRows(preprocessing, packed, rows));
    assert.equal(actual.length, rows * width);
    actual.forEach((value, i) => {
      const tolerance = 1e-5 * Math.max(1, Math.abs(expected[i]!));
      closeTo(value, expected[i]!, tolerance, `row ${Math.floor(i / width)}, output ${i % width}`);
    });
  });

  if (transform.inverse !== undefined) {
    test('its inverse gives a value that comes out the same', () => {
      states.forEach((state, column) => {
        for (const value of trained[column]!.filter((each) => !Number.isNaN(each))) {
          const outputs = reference!(value, state);
          const again = reference!(transform.inverse!(outputs, state), state);
          outputs.forEach((output, i) => closeTo(again[i]!, output, 1e-6, `column ${column}, ${value}`));
        }
      });
    });
  }

  onEveryBackend(test, 'gives finite numbers for missing, constant, huge and unseen values', () => {
    assert.ok(transformRows(preprocessing, packed, rows).every(Number.isFinite));
  });

  onEveryBackend(test, 'is the same inside a model that was saved and loaded', async () => {
    await noLeak(async () => {
      const input = tfl.input({ shape: [trained.length] });
      const output = new PreprocessingLayer({ preprocessing }).apply(input) as tfl.SymbolicTensor;
      const model = tfl.model({ inputs: input, outputs: output });
      const loaded = await loadModelFiles(await saveModel(model));
      const x = tf.tensor2d(packed, [rows, trained.length]);
      const inModel = loaded.predictOnBatch(x) as tf.Tensor2D;
      const alone = applyPreprocessing(preprocessing, x);
      assert.deepEqual(inModel.dataSync(), alone.dataSync());
      tf.dispose([x, inModel, alone]);
      model.dispose();
      loaded.dispose();
    });
  });
}

/** Training columns of one length: plain, far from 0, heavy-tailed, mostly 0, few values, constant, with missing, one value. */
function numberColumns(rows = 300): Float64Array[] {
  const random = createRandom(5);
  const column = (draw: (row: number) => number) =>
    Float64Array.from({ length: rows }, (_, row) => draw(row));
  return [
    column(() => random.normal()),
    column(() => 1e4 + 100 * random.normal()),
    column(() => Math.exp(4 * random.normal())),
    column((row) => (row % 50 === 0 ? random.integer(1000) : 0)),
    column(() => random.integer(3)),
    column(() => 0.1),
    column((row) => (row % 3 === 0 ? Number.NaN : random.next())),
    column((row) => (row === 7 ? 42 : Number.NaN)),
    column(() => 1e-40 * random.next()),
  ];
}

const oddNumbers = [Number.NaN, 0, -0, 1e12, -1e12, 1e30, -1e30, 1e-40, 3.4e38, -3.4e38];

/** Training columns of codes: two levels, many, one, one with missing. */
function codeColumns(rows = 300): Float64Array[] {
  const random = createRandom(6);
  const column = (draw: (row: number) => number) =>
    Float64Array.from({ length: rows }, (_, row) => draw(row));
  return [
    column(() => random.integer(2)),
    column(() => random.integer(5) + random.integer(8)),
    column(() => 2),
    column((row) => (row % 4 === 0 ? Number.NaN : 1)),
  ];
}

const oddCodes = [Number.NaN, 0, 1, 2, 3, 20, 1e12];

/** The reference for packed rows, row-major; missing values are filled by the transform before, as it is applied. */
function referenceOf<State>(
  packed: Float32Array,
  rows: number,
  states: readonly State[],
  ofRow: (row: readonly number[], states: readonly State[]) => readonly number[],
  after: Transform<Imputation> | undefined,
  trained: readonly Float64Array[],
): number[] {
  const columns = states.length;
  const filled = trained.map((column) =>
    after === undefined ? Number.NaN : after.fit(column, fitOptions).value,
  );
  return Array.from({ length: rows }, (_, row) => {
    const values = [...packed.subarray(row * columns, (row + 1) * columns)];
    return ofRow(
      values.map((value, column) => (Number.isNaN(value) ? filled[column]! : value)),
      states,
    );
  }).flat();
}
