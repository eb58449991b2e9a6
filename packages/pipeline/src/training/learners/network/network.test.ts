import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { layerSlots, type NetworkShape } from '@rampart/core/tensor';
import { closeTo } from '@rampart/core/testing';
import { suite } from 'uvu';
import { outputUnits } from '../class-logits.ts';
import { initialParameters } from './network.ts';

const test = suite('network');

const shape: NetworkShape = {
  inputs: 50,
  hidden: [200, 100],
  outputs: 3,
  members: 4,
  activation: 'relu',
  normalization: 'layer',
  residual: false,
};

test('two classes need one output, more one each', () => {
  assert.deepEqual([2, 3, 5].map(outputUnits), [1, 3, 5]);
});

test('weights start with the deviation that their inputs ask for, gains with 1, biases with 0', () => {
  const flat = initialParameters(shape, createRandom(1));
  for (const [at, { inputs, weights, bias, gain, offset }] of layerSlots(shape).entries()) {
    const values = flat.subarray(weights.start, weights.start + weights.length);
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
    closeTo(deviation, Math.sqrt((at === 2 ? 1 : 2) / inputs), 0.01);
    for (const [slot, value] of [
      [bias, 0],
      [gain, 1],
      [offset, 0],
    ] as const) {
      if (slot) assert.ok(flat.subarray(slot.start, slot.start + slot.length).every((one) => one === value));
    }
  }
});

test('members differ by the signs of their first scales alone', () => {
  const flat = initialParameters(shape, createRandom(1));
  const [first, second] = layerSlots(shape).map(({ scale }) =>
    scale ? flat.subarray(scale.start, scale.start + scale.length) : new Float32Array(),
  );
  assert.ok(first!.every((value) => Math.abs(value) === 1));
  closeTo(first!.reduce((sum, value) => sum + value, 0) / first!.length, 0, 0.15);
  assert.ok(second!.every((value) => value === 1));
});

test('the same stream gives the same start', () => {
  assert.deepEqual(initialParameters(shape, createRandom(2)), initialParameters(shape, createRandom(2)));
});

test.run();
