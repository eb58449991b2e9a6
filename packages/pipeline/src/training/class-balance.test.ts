import { createRandom } from '@rampart/core';
import { arraysClose, closeTo } from '@rampart/core/testing';
import { suite } from 'uvu';
import { balancedClassWeights, restorePriors, rowWeights } from './class-balance.ts';
import { logitProbabilities } from './predict-network.ts';

const test = suite('classBalance');

const labels = Int32Array.from([0, 0, 0, 0, 0, 0, 1, 1, 2]);

test('balanced classes have the same total, with and without row weights', () => {
  for (const given of [undefined, Float32Array.from(labels, (_, row) => row + 1)]) {
    const weights = rowWeights(labels, balancedClassWeights(labels, 3, given), given);
    const totals = [0, 0, 0];
    for (const [row, label] of labels.entries()) totals[label]! += weights[row]!;
    arraysClose(totals, [3, 3, 3], 1e-5);
  }
});

test('a class without rows has weight 1', () => {
  closeTo(balancedClassWeights(labels, 4)[3]!, 1, 0);
});

/** A network that is only a bias, so that its logits are the bias. */
function constant(bias: readonly number[]) {
  const shape = { inputs: 1, hidden: [], outputs: bias.length };
  const parameters = [{ weights: new Float32Array(bias.length), bias: Float32Array.from(bias) }];
  return { shape, parameters, epochs: 1, history: [] };
}

test('a network that learnt balanced odds gives the shares of the table again', () => {
  const random = createRandom(4);
  const shares = [0.7, 0.1, 0.2];
  const drawn = Int32Array.from({ length: 50_000 }, () => {
    const draw = random.next();
    return draw < 0.7 ? 0 : draw < 0.8 ? 1 : 2;
  });
  const network = restorePriors(constant([0, 0, 0]), balancedClassWeights(drawn, 3), null);
  const logits = Float64Array.from(network.parameters[0]!.bias);
  arraysClose(logitProbabilities(logits, 3, null), shares, 0.01);

  const two = Int32Array.from(drawn, (label) => (label === 0 ? 0 : 1));
  for (const positive of [0, 1]) {
    const binary = restorePriors(constant([0]), balancedClassWeights(two, 2), positive);
    arraysClose(
      logitProbabilities(Float64Array.from(binary.parameters[0]!.bias), 1, positive),
      [0.7, 0.3],
      0.01,
    );
  }
});

test.run();
