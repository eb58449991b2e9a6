import { createRandom } from '@rampart/core';
import { layerSlots, type NetworkShape, parameterCount } from '@rampart/core/tensor';
import { arraysClose, closeTo, onEveryBackend } from '@rampart/core/testing';
import { suite } from 'uvu';
import { balancedClassWeights, classTotals, restorePriors, rowWeights } from './class-balance.ts';
import type { FittedNetwork } from '../learners/network/fit-network.ts';
import { fittedLogits, logitProbabilities } from '../learners/network/predict-network.ts';

const test = suite('classBalance');

const labels = Int32Array.from([0, 0, 0, 0, 0, 0, 1, 1, 2]);

test('balanced classes have the same total, with and without row weights', () => {
  for (const given of [undefined, Float32Array.from(labels, (_, row) => row + 1)]) {
    const weights = rowWeights(labels, balancedClassWeights(classTotals(labels, 3, given)), given);
    arraysClose(classTotals(labels, 3, weights), [3, 3, 3], 1e-5);
  }
});

test('a class without rows has weight 1', () => {
  closeTo(balancedClassWeights(classTotals(labels, 4))[3]!, 1, 0);
});

/** A network whose logits are the bias of its last layer; the two members' differ, and so do the two copies'. */
function constant(outputs: number): FittedNetwork {
  const shape: NetworkShape = {
    inputs: 1,
    hidden: [2],
    outputs,
    members: 2,
    activation: 'relu',
    normalization: 'none',
    residual: false,
  };
  const { start } = layerSlots(shape).at(-1)!.bias;
  const copies = [1, -1].map((sign) => {
    const parameters = new Float32Array(parameterCount(shape));
    for (let k = 0; k < outputs; k++) {
      parameters[start + k] = 3 * sign * (k + 1);
      parameters[start + outputs + k] = -sign * (k + 1);
    }
    return parameters;
  });
  return { shape, copies, epochs: 1, history: [] };
}

onEveryBackend(test, 'a network that learnt balanced odds gives the shares of the table again', () => {
  const random = createRandom(4);
  const drawn = Int32Array.from({ length: 50_000 }, () => {
    const draw = random.next();
    return draw < 0.7 ? 0 : draw < 0.8 ? 1 : 2;
  });
  const row = { features: Float32Array.of(0), rows: 1 };
  const network = restorePriors(constant(3), balancedClassWeights(classTotals(drawn, 3)));
  arraysClose(logitProbabilities(fittedLogits(network, row), 3, null), [0.7, 0.1, 0.2], 0.01);

  const two = drawn.map((label) => Math.min(label, 1));
  const binary = restorePriors(constant(1), balancedClassWeights(classTotals(two, 2)));
  arraysClose(logitProbabilities(fittedLogits(binary, row), 1, 1), [0.7, 0.3], 0.01);
});

test.run();
