import * as assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { Test } from 'uvu';
import * as fc from 'fast-check';
import { createRandom } from '../random.ts';
import { packRows } from '../encoding/encode-table.ts';
import { loadModelFiles } from '../tensor/model-files/load-model-files.ts';
import { saveModel } from '../tensor/model-files/save-model.ts';
import { applyPreprocessing, transformRows } from '../tensor/preprocessing/apply-preprocessing.ts';
import { plainPreprocessing } from '../preprocessing/plain-preprocessing.ts';
import type { Imputation } from '../preprocessing/transforms/imputation.ts';
import { type Preprocessing, preprocessingWidth } from '../preprocessing/preprocessing.ts';
import { PreprocessingLayer } from '../tensor/preprocessing/preprocessing-layer.ts';
import type { FitOptions, Transform } from '../preprocessing/transforms/transform.ts';
import { transforms } from '../preprocessing/transforms/transforms.ts';
import { closeTo } from './close-to.ts';
import { noLeak } from './no-leak.ts';
import { onEveryBackend } from './on-every-backend.ts';
import {
  codeColumns,
  drawCodes,
  drawMagnitudes,
  drawNumbers,
  numberColumns,
  oddCodes,
  oddNumbers,
} from './transform-columns.ts';

/** What the contract suite must know of a transform. */
export interface TransformContract<State> {
  /** What comes out for one value, computed in float64; `width` numbers. */
  readonly reference?: (value: number, state: State) => readonly number[];
  /** The same for a row of values, where those of other columns matter. */
  readonly rowReference?: (row: readonly number[], states: readonly State[]) => readonly number[];
  /** Whether it transforms measured numbers or category codes. */
  readonly columns: 'numbers' | 'codes';
  /** Whether random columns have no outliers: beside them float32 cannot tell which of the other values are nearer. */
  readonly even?: boolean;
  /** Whether outputs are in units of their own, near 1, rather than in those of the column. */
  readonly unitless?: boolean;
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
  { reference, rowReference, columns, even = false, unitless = true, after }: TransformContract<State>,
): void {
  const trained = columns === 'numbers' ? numberColumns() : codeColumns();
  const odd = columns === 'numbers' ? oddNumbers : oddCodes;
  const fit = (training: readonly Float64Array[]) =>
    training.map((column) => transform.fit(column, fitOptions));
  const preprocessingOf = (training: readonly Float64Array[]): Preprocessing => ({
    inputs: training.length,
    blocks: [
      {
        columns: training.map((_, i) => i),
        steps: [
          ...(after === undefined
            ? []
            : [{ transform: after.name, states: training.map((column) => after.fit(column, fitOptions)) }]),
          { transform: transform.name, states: fit(training) },
        ],
      },
    ],
  });
  const states = fit(trained);
  const preprocessing = preprocessingOf(trained);
  const inputs = trained.map((column) => Float64Array.of(...column, ...odd));
  const rows = inputs[0]!.length;
  const packed = packRows(inputs);
  const width = preprocessingWidth(preprocessing);
  const ofRow =
    rowReference ??
    ((row: readonly number[], fitted: readonly State[]) =>
      fitted.flatMap((state, column) => reference!(row[column]!, state)));

  test('is in the registry under its name', () => assert.equal(transforms.get(transform.name), transform));

  test('over plain arrays it gives what the float64 reference gives, finite whatever comes in', () => {
    const expected = referenceOf(packed, rows, states, ofRow, after, trained);
    const actual = plainRows(preprocessing, packed, rows);
    actual.forEach((value, i) => {
      const tolerance = 1e-5 * Math.max(1, Math.abs(expected[i]!));
      closeTo(value, expected[i]!, tolerance, `row ${Math.floor(i / width)}, output ${i % width}`);
      assert.ok(Number.isFinite(value));
    });
  });

  onEveryBackend(test, 'over plain arrays it gives what tensors give, whatever it has learnt', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed);
        const drawn = columns === 'numbers' ? drawNumbers(random, even) : drawCodes(random);
        const given: Preprocessing = preprocessingOf(drawn.trained);
        const plain = plainRows(given, drawn.rows, drawn.rows.length / given.inputs);
        const onTensors = transformRows(given, drawn.rows, drawn.rows.length / given.inputs);
        plain.forEach((value, i) => {
          closeTo(value, onTensors[i]!, 1e-6 * Math.max(1, Math.abs(value)), `seed ${seed}, output ${i}`);
        });
      }),
      { numRuns: 15 },
    );
  });

  if (columns === 'numbers') {
    onEveryBackend(
      test,
      'over numbers of any magnitude all ways agree, and nothing comes out infinite',
      () => {
        fc.assert(
          fc.property(fc.nat(), (seed) => {
            const drawn = drawMagnitudes(createRandom(seed));
            const given = preprocessingOf(drawn.trained);
            const count = drawn.rows.length / given.inputs;
            const plain = plainRows(given, drawn.rows, count);
            const onTensors = transformRows(given, drawn.rows, count);
            const expected =
              reference && referenceOf(drawn.rows, count, fit(drawn.trained), ofRow, after, drawn.trained);
            plain.forEach((value, i) => {
              const place = `seed ${seed}, output ${i}`;
              // What stays in the column's own unit has no unit of its own that could be a floor.
              const unit = Math.max(unitless ? 1 : 0, Math.abs(value));
              assert.ok(Number.isFinite(value), place);
              closeTo(onTensors[i]!, value, 1e-5 * unit + smallestNormal, place);
              if (expected) closeTo(value, expected[i]!, 1e-5 * unit, `${place}, of the reference`);
            });
          }),
          { numRuns: 40 },
        );
      },
    );
  }

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

/** Rows through the plain transforms, packed as `transformRows` packs them. */
function plainRows(preprocessing: Preprocessing, packed: Float32Array, rows: number): Float32Array {
  const { inputs } = preprocessing;
  const apply = plainPreprocessing(preprocessing);
  const width = preprocessingWidth(preprocessing);
  const outputs = new Float32Array(rows * width).fill(Number.NaN);
  for (let row = 0; row < rows; row++) {
    apply(packed.subarray(row * inputs, (row + 1) * inputs), outputs.subarray(row * width));
  }
  return outputs;
}

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

/** Below this the library of tfjs-node, whose processors flush what is denormal, counts 0. */
const smallestNormal = 2 ** -126;
