import { deepEqual, equal, match, ok, throws } from 'node:assert/strict';
import { suite } from 'uvu';
import { RampartError } from '../../errors.ts';
import { exampleModel, exampleTrees, modelOf, networkOf } from '../../testing/example-model.ts';
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
      ['trees', [0], 1],
      ['weighted-average', [5, 6], 1],
      ['network-partial', [1], 1],
      ['complete-rows', [7, 8, 0], 1],
      ['probabilities', [9, 0], 1],
    ],
  );
  const { weights } = layers[3]!;
  equal(weights.size, 24);
  deepEqual(weights.get('hidden-1/weights')!.shape, [9, 3]);
  deepEqual(weights.get('copy-2/output/bias')!.shape, [2, 1]);
  deepEqual(
    [...layers[6]!.weights].map(([name, { shape }]) => [name, shape]),
    [
      ['leaves', [12, 1]],
      ['bias', [1]],
      ['lookup-1', [4, 1]],
    ],
  );
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

test('an ensemble of trees that contradicts itself is refused before it is made', () => {
  const trees = (changes: object) => faults('RampartTrees', { ensemble: { ...exampleTrees, ...changes } }, 4);
  const splits = (changes: object) => trees({ splits: { ...exampleTrees.splits, ...changes } });
  match(trees({}), /`layer\/leaves`: expected the shape \[12, 1\]/, 'all but its weights is there');
  match(trees({ inputs: 5, gain: [1, 1, 1, 1, 1] }), /one layer of 5 columns to work on, received 4/);
  match(splits({ column: [0, 1, 5, 3] }), /splits of columns below 5, received 5/);
  match(splits({ column: [0, 1, -1, 3] }), /splits\.column\.2: expected at least 0, received -1/);
  match(splits({ border: [4, 2, 0.25] }), /lists of splits of one length, received the lengths 4, 3, 4, 4/);
  match(splits({ border: [4, 2, 0.1, 0.5] }), /splits\.border\.2: expected a float32 number/);
  match(splits({ border: [4, 2, 2 ** -127, 0.5] }), /splits\.border\.2: expected a float32 number/);
  match(splits({ missing: [1, 0, 2, 0] }), /splits\.missing\.2/);
  match(trees({ trees: [0, 1, 4, 0] }), /trees of splits below 4, received 4/);
  match(trees({ trees: [0, 1, 0.5, 0] }), /ensemble\.trees\.2/);
  match(trees({ trees: [0, 1, 2] }), /one tree or more, each of 2 levels, received 3 levels/);
  match(trees({ trees: [] }), /one tree or more, each of 2 levels, received 0 levels/);
  match(trees({ gain: [1, 2] }), /a gain for each of 4 columns, received 2/);
  match(trees({ depth: 13 }), /ensemble\.depth/);
  match(trees({ lookups: [{ column: 4, entries: 4, values: 1 }] }), /lookups of columns below 4, received 4/);
  match(trees({ more: 1 }), /ensemble\.more: expected one of the known names/);
  match(
    faults('RampartTrees', { ensemble: exampleTrees, more: 1 }, 4),
    /layer `layer`, more: expected one of the known names/,
  );
});

test('an ensemble of trees that asks for more than any model has is refused before it is made', () => {
  const trees = (changes: object) => faults('RampartTrees', { ensemble: { ...exampleTrees, ...changes } }, 4);
  const lookups = (...lookup: object[]) =>
    trees({ lookups: lookup.map((changes) => ({ column: 2, entries: 4, values: 1, ...changes })) });
  match(trees({ outputs: 2 ** 40 }), /at most 134217728 numbers in leaves/);
  match(trees({ trees: new Array(2 ** 20 + 2).fill(0) }), /at most 1048576 levels, counted over all trees/);
  match(lookups({ values: 2 ** 40 }), /at most 1048576 columns, those of lookups among them/);
  match(lookups({ entries: 2 ** 40 }), /at most 1048576 entries in a lookup/);
  match(lookups({ entries: 2 ** 19, values: 2 ** 9 }), /at most 134217728 numbers in lookups/);
  const many = new Array(2 ** 20 + 1).fill(0);
  const splits = { column: many, border: many, equals: many, missing: many };
  match(trees({ splits }), /at most 1048576 splits/);
});

test('weights of a mean that are none are refused', () => {
  const weights = (...list: unknown[]) => faults('RampartWeightedAverage', { weights: list });
  match(weights(0.5, 0.5), /2 layers of one width to work on, received 2\.$/m);
  match(weights(0.5, 0.4), /weights: expected weights whose sum is 1/);
  match(weights(1.5, -0.5), /weights\.1: expected at least 0, received -0\.5/);
  match(weights(1), /weights: expected at least 2 entries/);
  match(weights(0.5, null), /weights\.1: expected a number, received null/);
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
