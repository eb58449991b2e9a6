import { createRandom } from '@rampart/core/internal';
import { closeTo, noLeak, onEveryBackend } from '@rampart/core/testing';
import { type NetworkShape, parameterCount } from '@rampart/core/tensor';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { referenceLogits } from '../../../../testing/reference-network.ts';
import { fillDropoutMask } from '../dropout-mask.ts';
import { logitLoss } from '../logit-loss.ts';
import { initialParameters } from '../network.ts';
import { createFusedStep } from './fused-step.ts';
import { fitsKernel } from './fused-network.ts';
import { createOperationsStep } from './operations-step.ts';
import { startState, type StepOptions, type TrainingStep } from './training-step.ts';

const test = suite('training-step');

const plain = { members: 1, activation: 'relu', normalization: 'none', residual: false } as const;
/** Every part of a network at least once; widths that are no multiples of what the kernel works on at a time. */
const shapes: Readonly<Record<string, NetworkShape>> = {
  'logistic regression': { ...plain, inputs: 5, hidden: [], outputs: 1 },
  'softmax regression': { ...plain, inputs: 5, hidden: [], outputs: 4 },
  'two layers': { ...plain, inputs: 13, hidden: [17, 6], outputs: 1 },
  'three classes': { ...plain, inputs: 8, hidden: [16, 8], outputs: 3 },
  members: { ...plain, inputs: 7, hidden: [9, 12], outputs: 1, members: 3 },
  'members, three classes': { ...plain, inputs: 6, hidden: [5], outputs: 3, members: 2 },
  'residual blocks': { ...plain, inputs: 6, hidden: [10, 10, 10, 4], outputs: 1, members: 2, residual: true },
  'batch normalisation': { ...plain, inputs: 6, hidden: [7, 5], outputs: 1, normalization: 'batch' },
  'layer normalisation': {
    ...plain,
    inputs: 6,
    hidden: [7, 7],
    outputs: 2,
    members: 2,
    normalization: 'layer',
    residual: true,
  },
  silu: { ...plain, inputs: 6, hidden: [7], outputs: 1, activation: 'silu' },
  gelu: { ...plain, inputs: 6, hidden: [7], outputs: 1, activation: 'gelu' },
  tanh: { ...plain, inputs: 6, hidden: [7], outputs: 1, activation: 'tanh' },
};

const rows = 21;

/** A batch of random rows in the buffers of a step, with what the oracle needs. */
function batchOf(shape: NetworkShape, dropout: boolean, count = rows) {
  const random = createRandom(3);
  const features = Float32Array.from({ length: count * shape.inputs }, () => random.normal());
  const masks = dropout
    ? shape.hidden.map((units) => {
        const mask = new Float32Array(shape.members * count * units);
        fillDropoutMask(mask, 0.25, random);
        return mask;
      })
    : [];
  const classes = Math.max(2, shape.outputs);
  const targets = Int32Array.from({ length: count }, () => random.integer(classes));
  const weights = Float32Array.from({ length: count }, () => 0.5 + random.next());
  // Nothing at its starting value, where a wrong gradient may hide.
  const parameters = initialParameters(shape, random).map((value) => value + 0.2 * random.normal());
  const cost = { targets, weights, labelSmoothing: 0.1, members: shape.members };
  const options: StepOptions = {
    shape,
    capacity: count + 3,
    dropout,
    weightDecay: 0.1,
    clipNorm: 0,
    start: startState(parameters),
  };
  const fill = (step: TrainingStep) => {
    step.features.set(features);
    for (const [layer, mask] of masks.entries()) step.masks[layer]!.set(mask);
    return step;
  };
  return { features, masks, parameters, cost, options, fill };
}

/** Loss and gradient by central differences in float64. */
function differences(shape: NetworkShape, dropout: boolean) {
  const { features, masks, parameters, cost } = batchOf(shape, dropout);
  const table = Array.from({ length: rows }, (_, row) => [
    ...features.subarray(row * shape.inputs, (row + 1) * shape.inputs),
  ]);
  const lossAt = (flat: Float64Array) =>
    logitLoss(referenceLogits(shape, flat, table, masks), shape.outputs, cost).loss;
  const flat = Float64Array.from(parameters);
  const gradient = flat.map((value, at) => {
    const sides = [1e-5, -1e-5].map((shift) => {
      const moved = flat.slice();
      moved[at] = value + shift;
      return lossAt(moved);
    });
    return (sides[0]! - sides[1]!) / 2e-5;
  });
  return { loss: lossAt(flat), gradient };
}

for (const [name, shape] of Object.entries(shapes)) {
  for (const dropout of [false, true]) {
    const title = `${name}${dropout ? ' under dropout' : ''}`;
    const expected = differences(shape, dropout);
    const check = (step: TrainingStep) => {
      const { cost, fill } = batchOf(shape, dropout);
      closeTo(fill(step).run(rows, cost, 0.01), expected.loss, 1e-5, 'loss');
      // After one step the first moment's sum is the gradient itself.
      const { first } = step.state();
      assert.is(first.length, parameterCount(shape));
      first.forEach((value, at) => closeTo(value, expected.gradient[at]!, 2e-5, `parameter ${at}`));
    };

    onEveryBackend(test, `${title}: operations give the gradient of finite differences`, async () => {
      await noLeak(() => {
        using step = createOperationsStep(batchOf(shape, dropout).options);
        check(step);
      });
    });

    if (fitsKernel(shape, rows)) {
      test(`${title}: the kernel gives the gradient of finite differences`, () => {
        using step = createFusedStep(batchOf(shape, dropout).options);
        check(step);
      });
    }
  }
}

for (const clipNorm of [0, 0.05]) {
  onEveryBackend(test, `kernel and operations take the same steps, clipped to ${clipNorm}`, async () => {
    for (const shape of Object.values(shapes).filter((one) => fitsKernel(one, rows))) {
      const { options, fill, cost, features } = batchOf(shape, true);
      using fused = fill(createFusedStep({ ...options, clipNorm }));
      using operations = fill(createOperationsStep({ ...options, clipNorm }));
      for (let step = 0; step < 20; step++) {
        // A batch smaller than the room there is.
        const [one, other] = [fused, operations].map((each) => each.run(rows - (step % 3), cost, 0.003));
        closeTo(one!, other!, 1e-5, `loss of step ${step}`);
      }
      const [one, other] = [fused.state(), operations.state()];
      one.parameters.forEach((value, at) => closeTo(value, other.parameters[at]!, 1e-5, `parameter ${at}`));
      assert.is(one.step, 20);
      const [mine, theirs] = [fused, operations].map((each) => each.logits(features, rows));
      mine!.forEach((value, at) => closeTo(value, theirs![at]!, 1e-4, `logit ${at}`));
    }
  });
}

onEveryBackend(
  test,
  'kernel and operations agree on more rows, inputs and units than a block of the kernel holds',
  async () => {
    const shape: NetworkShape = { ...plain, inputs: 300, hidden: [265, 9], outputs: 1 };
    const { options, fill, cost } = batchOf(shape, true, 270);
    using fused = fill(createFusedStep(options));
    using operations = fill(createOperationsStep(options));
    const [one, other] = [fused, operations].map((each) => each.run(270, cost, 0.003));
    closeTo(one!, other!, 1e-5, 'loss');
    const gradient = operations.state().first;
    fused.state().first.forEach((value, at) => closeTo(value, gradient[at]!, 2e-5, `parameter ${at}`));
  },
);

test.run();
