import { createRandom } from '@rampart/core/internal';
import { layerSlots, type NetworkShape, parameterCount } from '@rampart/core/tensor';
import { arraysClose, onEveryBackend } from '@rampart/core/testing';
import { suite } from 'uvu';
import { balancedClassWeights, classTotals } from '../../balance/class-balance.ts';
import type { TrainedNetwork } from './trained-network.ts';
import { networkLogits } from './predict-network.ts';
import { restorePriors } from './restore-priors.ts';
import { logitProbabilities } from '../class-logits.ts';

const test = suite('restorePriors');

/** A network whose logits are the bias of its last layer; those of the two networks that share weights differ. */
function constant(outputs: number): TrainedNetwork {
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
  const parameters = new Float32Array(parameterCount(shape));
  for (let k = 0; k < outputs; k++) {
    parameters[start + k] = 3 * (k + 1);
    parameters[start + outputs + k] = -3 * (k + 1);
  }
  return { shape, parameters };
}

onEveryBackend(test, 'a network that learnt balanced odds gives the shares of the table again', () => {
  const random = createRandom(4);
  const drawn = Int32Array.from({ length: 50_000 }, () => {
    const draw = random.next();
    return draw < 0.7 ? 0 : draw < 0.8 ? 1 : 2;
  });
  const row = { features: Float32Array.of(0), rows: 1 };
  const network = restorePriors(constant(3), balancedClassWeights(classTotals(drawn, 3)));
  arraysClose(logitProbabilities(networkLogits(network, row), 3, null), [0.7, 0.1, 0.2], 0.01);

  const two = drawn.map((label) => Math.min(label, 1));
  const binary = restorePriors(constant(1), balancedClassWeights(classTotals(two, 2)));
  arraysClose(logitProbabilities(networkLogits(binary, row), 1, 1), [0.7, 0.3], 0.01);
});

test.run();
