import { deepEqual, throws } from 'node:assert/strict';
import { suite } from 'uvu';
import { exampleModel, exampleTrees, modelOf } from '../../testing/example-model.ts';
import { modelEdges } from './model-edges.ts';

const test = suite('modelEdges');

test('are the borders of trees over encoded rows, each once, those of the first trees first', () => {
  deepEqual(modelEdges(exampleModel()), [
    { column: 0, value: 4 },
    { column: 1, value: 2 },
    { column: 4, value: 0.25 },
    { column: 3, value: 0.5 },
  ]);
});

test('a layer over what another gives has none that a row could be on', () => {
  const files = modelOf([
    ['rows', 'InputLayer', { batch_input_shape: [null, 4], dtype: 'float32' }, []],
    ['means', 'RampartWeightedAverage', { weights: [1, 0] }, ['rows', 'rows']],
    ['trees', 'RampartTrees', { ensemble: exampleTrees }, ['means']],
  ]);
  deepEqual(modelEdges(files), []);
  throws(() => modelEdges({ ...files, topology: '{' }), /expected JSON/);
});

test.run();
