import { createRandom } from '@rampart/core';
import { arraysClose, closeTo, noLeak, onEveryBackend } from '@rampart/core/testing';
import * as tf from '@tensorflow/tfjs-core';
// Registers the gradients of operations, which automatic differentiation looks up.
import '@tensorflow/tfjs-layers';
import { suite } from 'uvu';
import { logitLoss } from './logit-loss.ts';
import { initialParameters, layerSlots, type NetworkShape } from './network.ts';
import { type Batch, batchGradient, forward, layerTensors } from './training-step.ts';

const test = suite('trainingStep');

const rows = 9;
const shapes: Readonly<Record<string, NetworkShape>> = {
  'logistic regression': { inputs: 4, hidden: [], outputs: 1 },
  'two hidden layers, two classes': { inputs: 5, hidden: [7, 6], outputs: 1 },
  'one hidden layer, four classes': { inputs: 5, hidden: [8], outputs: 4 },
};

function example(shape: NetworkShape): { parameters: Float32Array; batch: Batch } {
  const random = createRandom(5);
  const draws = (length: number) => Float32Array.from({ length }, () => random.normal());
  // Biases start at 0 and would leave their part of the gradient untried.
  const parameters = initialParameters(shape, random).map((value) => value || random.normal() / 4);
  return {
    parameters,
    batch: {
      rows,
      features: draws(rows * shape.inputs),
      targets: Int32Array.from({ length: rows }, () => random.integer(Math.max(2, shape.outputs))),
      weights: Float32Array.from({ length: rows }, () => 0.5 + random.next()),
      labelSmoothing: 0.1,
      // The last hidden layer goes without, which is how a layer without dropout comes in.
      masks: shape.hidden.map((units, layer) =>
        layer === 1
          ? undefined
          : Float32Array.from({ length: rows * units }, () => (random.next() < 0.3 ? 0 : 1 / 0.7)),
      ),
    },
  };
}

/** The same network in plain float64, row by row. */
function referenceLoss(shape: NetworkShape, parameters: ArrayLike<number>, batch: Batch): number {
  const slots = layerSlots(shape);
  const logits: number[] = [];
  for (let row = 0; row < batch.rows; row++) {
    let input = Array.from(batch.features.slice(row * shape.inputs, (row + 1) * shape.inputs));
    for (const [layer, { inputs, outputs, weights, bias }] of slots.entries()) {
      const from = input;
      input = Array.from({ length: outputs }, (_, unit) => {
        let sum = parameters[bias + unit]!;
        for (let i = 0; i < inputs; i++) sum += from[i]! * parameters[weights + i * outputs + unit]!;
        if (layer === slots.length - 1) return sum;
        return Math.max(0, sum) * (batch.masks?.[layer]?.[row * outputs + unit] ?? 1);
      });
    }
    logits.push(...input);
  }
  return logitLoss(logits, shape.outputs, batch).loss;
}

/** The same loss as a tensor, for automatic differentiation. */
function tensorLoss(shape: NetworkShape, parameters: tf.Tensor1D, batch: Batch): tf.Scalar {
  let units = tf.tensor2d(batch.features, [rows, shape.inputs]);
  const layers = layerTensors(shape, parameters);
  for (const [layer, { weights, bias }] of layers.entries()) {
    units = tf.add(tf.matMul(units, weights), bias);
    if (layer === layers.length - 1) break;
    units = tf.relu(units);
    const mask = batch.masks?.[layer];
    if (mask) units = tf.mul(units, tf.tensor2d(mask, [rows, shape.hidden[layer]!]));
  }
  const classes = Math.max(2, shape.outputs);
  const hot = tf.oneHot(tf.tensor1d(Int32Array.from(batch.targets), 'int32'), classes);
  const wanted = tf.add(tf.mul(hot, 1 - batch.labelSmoothing), batch.labelSmoothing / classes);
  const scores = shape.outputs === 1 ? tf.concat([tf.zerosLike(units), units], 1) : units;
  const perRow = tf.neg(tf.sum(tf.mul(wanted, tf.logSoftmax(scores)), 1));
  return tf.div(tf.sum(tf.mul(perRow, tf.tensor1d(Float32Array.from(batch.weights!)))), rows);
}

for (const [name, shape] of Object.entries(shapes)) {
  onEveryBackend(test, `gradient equals finite differences and autodiff: ${name}`, async () => {
    const { parameters, batch } = example(shape);
    await noLeak(() =>
      tf.tidy(() => {
        const tensor = tf.tensor1d(parameters);
        const { loss, gradient } = batchGradient(shape, tensor, batch);
        closeTo(loss, referenceLoss(shape, parameters, batch), 1e-5);

        const exact = Float64Array.from(parameters);
        const step = 1e-6;
        const differences = exact.map((value, i) => {
          const at = (shifted: number) => referenceLoss(shape, exact.with(i, shifted), batch);
          return (at(value + step) - at(value - step)) / (2 * step);
        });
        arraysClose(gradient.dataSync(), differences, 2e-5, 'finite differences');

        const automatic = tf.grad((p) => tensorLoss(shape, p as tf.Tensor1D, batch))(tensor);
        arraysClose(gradient.dataSync(), automatic.dataSync(), 1e-5, 'autodiff');
      }),
    );
  });
}

onEveryBackend(test, 'without dropout the forward pass is the reference', async () => {
  const shape = shapes['two hidden layers, two classes']!;
  const { parameters, batch } = example(shape);
  const { masks: _, ...plain } = batch;
  await noLeak(() =>
    tf.tidy(() => {
      const features = tf.tensor2d(plain.features, [rows, shape.inputs]);
      const logits = forward(layerTensors(shape, tf.tensor1d(parameters)), features).dataSync();
      closeTo(logitLoss(logits, 1, plain).loss, referenceLoss(shape, parameters, plain), 1e-5);
    }),
  );
});

test.run();
