import assert from 'node:assert/strict';
import { createRandom } from '@rampart/core/internal';
import { suite } from 'uvu';
import { meanOf } from '../ensemble.ts';
import type { JudgedFolds } from '../row-losses.ts';
import { type Blend, type BlendedLogits, chooseBlend, keptMembers } from './choose-blend.ts';

const test = suite('chooseBlend');

const folds = 4;

/** Two members that see the truth, each through noise of its own. */
function table(noises: readonly number[], rows = 2000, seed = 1) {
  const random = createRandom(seed);
  const truth = Float64Array.from({ length: rows }, () => 2 * random.normal());
  const numbers = Int32Array.from(truth.keys());
  const judged: JudgedFolds = {
    labels: Int32Array.from(truth, (logit) => (random.next() < 1 / (1 + Math.exp(-logit)) ? 1 : 0)),
    classes: 2,
    positive: 1,
    groups: numbers,
    fold: numbers.map((row) => row % folds),
    folds,
  };
  const members = noises.map((noise) => truth.map((logit) => logit + noise * random.normal()));
  return { judged, logits: blended(members, judged) };
}

function blended(members: readonly Float64Array[], { fold }: JudgedFolds): BlendedLogits {
  return {
    members,
    mean: (blend?: Blend) =>
      members[0]!.map((_, row) => {
        const one = members.map((logits) => logits.subarray(row, row + 1));
        return meanOf(one, blend?.held[fold[row]!])[0]!;
      }),
  };
}

test('left the choice, members that are as good as each other count the same, others by what they know', () => {
  const even = table([1, 1]);
  assert.equal(chooseBlend('auto', even.logits, even.judged), undefined);
  const uneven = table([0.3, 3]);
  const blend = chooseBlend('auto', uneven.logits, uneven.judged)!;
  assert.ok(blend.weights[0]! > 0.8, blend.weights.join());
  assert.deepEqual(chooseBlend('fitted', uneven.logits, uneven.judged), blend);
  assert.equal(chooseBlend('equal', uneven.logits, uneven.judged), undefined);
  assert.notEqual(chooseBlend('fitted', even.logits, even.judged), undefined);
});

test('the weights for the rows of a fold depend on no row of it', () => {
  const { judged, logits } = table([0.5, 1.5], 400);
  const before = chooseBlend('fitted', logits, judged)!;
  const labels = judged.labels.map((label, row) => (judged.fold[row] === 2 ? 1 - label : label));
  const after = chooseBlend('fitted', logits, { ...judged, labels })!;
  assert.deepEqual(after.held[2], before.held[2]);
  assert.notDeepEqual(after.held[1], before.held[1]);
  assert.notDeepEqual(after.weights, before.weights);
});

test('chance alone makes no weights: of tables on which members are equally good few get any', () => {
  const seeds = Array.from({ length: 20 }, (_, seed) => seed + 1);
  const fitted = seeds.filter((seed) => {
    const { judged, logits } = table([1, 1], 400, seed);
    return chooseBlend('auto', logits, judged) !== undefined;
  });
  assert.ok(fitted.length <= 3, `${fitted.length} of ${seeds.length}`);
});

test('one member is no average, and what counts for nothing is not in the model', () => {
  const { judged, logits } = table([1]);
  assert.equal(chooseBlend('fitted', logits, judged), undefined);
  const names = ['a', 'b', 'c'];
  const of = (weights: number[]) => keptMembers(names, { weights, held: [] });
  assert.deepEqual(of([0.3, 0, 0.7]), { members: ['a', 'c'], weights: [0.3, 0.7] });
  assert.deepEqual(of([0.5, 0.5, 0]), { members: ['a', 'b'] });
  assert.deepEqual(of([0, 1, 0]), { members: ['b'] });
  assert.deepEqual(keptMembers(names, undefined), { members: names });
});

test.run();
