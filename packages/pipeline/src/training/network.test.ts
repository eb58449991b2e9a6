import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core';
import { closeTo } from '@rampart/core/testing';
import { suite } from 'uvu';
import {
  initialParameters,
  joinParameters,
  layerSlots,
  parameterCount,
  splitParameters,
  weightMask,
} from './network.ts';

const test = suite('network');

const shape = { inputs: 400, hidden: [300, 2], outputs: 5 };

test('the flat parameters hold each layer once, without gaps', () => {
  let end = 0;
  for (const { inputs, outputs, weights, bias } of layerSlots(shape)) {
    assert.equal(weights, end);
    assert.equal(bias, weights + inputs * outputs);
    end = bias + outputs;
  }
  assert.equal(end, parameterCount(shape));
  assert.equal(parameterCount({ inputs: 7, hidden: [], outputs: 1 }), 8);
});

test('weights start normal with variance 2 / inputs, biases at 0', () => {
  const [first] = splitParameters(shape, initialParameters(shape, createRandom(1)));
  const { weights, bias } = first!;
  const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length;
  const variance = weights.reduce((sum, w) => sum + (w - mean) ** 2, 0) / weights.length;
  closeTo(mean, 0, 0.001);
  closeTo(variance * shape.inputs, 2, 0.05);
  assert.ok(bias.every((value) => value === 0));
});

test('the mask marks weights and no bias', () => {
  for (const { weights, bias } of splitParameters(shape, weightMask(shape))) {
    assert.ok(weights.every((value) => value === 1));
    assert.ok(bias.every((value) => value === 0));
  }
});

test('layers join to the flat parameters they were cut from', () => {
  const flat = initialParameters(shape, createRandom(1));
  assert.deepEqual(joinParameters(shape, splitParameters(shape, flat)), flat);
});

test('one seed gives one set of parameters', () => {
  const draw = (seed: number) => initialParameters(shape, createRandom(seed));
  assert.deepEqual(draw(1), draw(1));
  assert.notDeepEqual(draw(1), draw(2));
});

test.run();
