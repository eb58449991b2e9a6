import { deepEqual, equal, match, ok, throws } from 'node:assert/strict';
import { suite } from 'uvu';
import { RampartError } from '../../errors.ts';
import { exampleModel, modelOf, networkOf } from '../../testing/example-model.ts';
import { readTopology } from './read-topology.ts';

const test = suite('readTopology');

test('layers come in the order in which they are computed, with their widths and weights', () => {
  const { layers } = readTopology(exampleModel());
  deepEqual(
    layers.map(({ name, inputs, width }) => [name, inputs, width]),
    [
      ['rows', [], 4],
      ['preprocessing', [0], 9],
      ['preprocessing-2', [0], 9],
      ['network', [1], 1],
      ['network-2', [2], 1],
      ['average', [3, 4], 1],
      ['network-partial', [1], 1],
      ['complete-rows', [5, 6, 0], 1],
      ['probabilities', [7, 0], 1],
    ],
  );
  const { weights } = layers[3]!;
  equal(weights.size, 24);
  deepEqual(weights.get('hidden-1/weights')!.shape, [9, 3]);
  deepEqual(weights.get('copy-2/output/bias')!.shape, [2, 1]);
  const numbers = layers.flatMap((layer) => [...layer.weights.values()].flatMap(({ data }) => [...data]));
  deepEqual(numbers, [...new Float32Array(exampleModel().weights.buffer)]);
});

const columns = (count: number) =>
  ['rows', 'InputLayer', { batch_input_shape: [null, count], dtype: 'float32' }, []] as const;
const network = networkOf(2, [], 1);

/** What is wrong with a model of two columns and one layer more. */
function faults(className: string, settings: object, width = 2): string {
  // No weights: what needs too many of them must be refused before it is asked which.
  const { topology } = modelOf([columns(width), ['layer', 'Average', {}, ['rows']]]);
  const text = topology.replace('"class_name":"Average","config":{"name":"layer"', () => {
    const inner = JSON.stringify(settings).slice(1, -1);
    return `"class_name":"${className}","config":{"name":"layer",${inner}`;
  });
  try {
    readTopology({ topology: text, weights: new Uint8Array(0) });
  } catch (error) {
    ok(error instanceof RampartError && error.code === 'bundle');
    return error.message;
  }
  return '';
}

test('what asks for more than any model has is refused before it is made', () => {
  const billions = 2 ** 40;
  const states = (count: number, state: object) => new Array<object>(count).fill(state);
  const one = (transform: string, count: number, state: object, width = count) =>
    faults(
      'RampartPreprocessing',
      {
        preprocessing: {
          inputs: width,
          blocks: [
            {
              columns: Array.from({ length: count }, (_, i) => i % width),
              // Most transforms take no missing value, so one that does stands before them.
              steps: [
                ...(transform === 'quantile'
                  ? [{ transform: 'impute-constant', states: states(count, { value: 0 }) }]
                  : []),
                { transform, states: states(count, state) },
              ],
            },
          ],
        },
      },
      width,
    );
  const range = (length: number) => Array.from({ length }, (_, i) => i);
  match(faults('RampartNetwork', { network: { ...network, outputs: billions } }), /at most 65536 units/);
  match(faults('RampartNetwork', { network: { ...network, hidden: [billions] } }), /at most 65536 units/);
  match(faults('RampartNetwork', { network: { ...network, members: billions } }), /at most 65536 units/);
  match(
    faults('RampartNetwork', { network: { ...network, hidden: new Array(2000).fill(1) } }),
    /at most 1000 hidden layers/,
  );
  match(faults('RampartNetwork', { network, copies: billions }), /output\/weights`: expected the shape/);
  match(faults('Average', { trainable: false }, billions), /layer `rows`: expected at most 1048576 columns/);
  match(
    one('quantile', 1100, { edges: range(1000), ranks: range(1000).map((i) => i / 999) }),
    /at most 1048576 numbers from one row/,
  );
  match(one('one-hot', 5000, { slots: range(9) }), /at most 134217728 numbers in a table/);
  equal(one('one-hot', 500, { slots: range(9) }), '', 'as many as a real table may have');
});

test('of many faults the first are told, and how many there are; endless ones are refused as such', () => {
  const faulty = (count: number) => {
    const steps = [{ transform: 'clip', states: new Array<null>(count).fill(null) }];
    return faults('RampartPreprocessing', {
      preprocessing: { inputs: 2, blocks: [{ columns: [0], steps }] },
    });
  };
  const many = faulty(2000);
  match(many, /steps\.0\.states\.0: [^]*expected no others, received \d{4} more problems/);
  ok(many.length < 20_000);
  ok(faulty(200_000).length < 20_000);
});

test('layers that do not fit to those before them are named', () => {
  match(
    faults('RampartNetwork', { network: { ...network, inputs: 3 } }),
    /`layer`: expected one layer of 3 columns/,
  );
  match(faults('Average', { trainable: true }), /two layers or more of one width to work on, received 2/);
  match(faults('RampartCompleteRows', { groups: [[0]] }), /two networks of one width/);
  const calibrator = { present: [true], temperature: 1, shift: [0], isotonic: null };
  const calibration = { groups: [[7]], calibrators: [calibrator] };
  match(faults('RampartCalibration', { calibration }), /1 logits to calibrate, received 2/);
  match(
    faults('RampartCalibration', { calibration }, 1),
    /the encoded rows, at least 8 columns, received none/,
  );
  match(
    faults('RampartCalibration', {
      calibration: { ...calibration, calibrators: [{ ...calibrator, temperature: 0 }] },
    }),
    /calibration\.calibrators\.0\.temperature: expected at least 0\.001, received 0/,
  );
  throws(
    () => readTopology({ topology: '{', weights: new Uint8Array(0) }, 'x/model.json'),
    /^[^]*x\/model\.json: expected JSON/,
  );
});

test.run();
