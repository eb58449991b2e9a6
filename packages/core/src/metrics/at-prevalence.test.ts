import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createRandom } from '../random.ts';
import { arbitraryScored, binaryScored } from '../testing/arbitrary-scored.ts';
import { closeTo } from '../testing/close-to.ts';
import { atPrevalence, positiveShare, priorShift } from './at-prevalence.ts';
import { classificationMetrics } from './classification-metrics.ts';
import type { BinaryScored } from './scored.ts';

const test = suite('atPrevalence');
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });

test('the positive share is the stated one, and what is within a class stays', () => {
  fc.assert(
    fc.property(arbitraryScored({ classes: 2, positive: 1, weighted: true }), share, (scored, prevalence) => {
      const binary = scored as BinaryScored;
      const before = classificationMetrics(scored, 0.5);
      const weighted = atPrevalence(binary, prevalence);
      const after = classificationMetrics(weighted, 0.5);
      if (before.rocAuc === null) {
        assert.is(weighted, binary);
        return;
      }
      closeTo(positiveShare(weighted)!, prevalence, 1e-9);
      closeTo(after.recall!, before.recall!, 1e-9);
      closeTo(after.rocAuc!, before.rocAuc, 1e-9);
    }),
  );
});

test('back at its own prevalence a table is as it was', () => {
  fc.assert(
    fc.property(arbitraryScored({ classes: 2, positive: 0 }), share, (scored, prevalence) => {
      const binary = scored as BinaryScored;
      const own = positiveShare(binary);
      fc.pre(own !== null && own > 0 && own < 1);
      const back = atPrevalence(atPrevalence(binary, prevalence), own);
      for (const weight of Array.from(back.weights!)) closeTo(weight, 1, 1e-9);
    }),
  );
});

test('the weight that a class gets is that of all rows, where these are only some of them', () => {
  const some = atPrevalence(binaryScored([0.5, 0.5, 0.5], [1, 1, 0]), 0.1, 0.5);
  assert.equal(
    Array.from(some.weights!, (weight) => weight.toFixed(3)),
    ['0.200', '0.200', '1.800'],
  );
});

test('nothing stated, several classes or none positive: the rows themselves', () => {
  const scored = binaryScored([0.1, 0.9], [0, 1]);
  assert.is(atPrevalence(scored, null), scored);
  const undecided = { ...scored, positive: null };
  assert.is(atPrevalence(undecided, 0.1), undecided);
});

test('a shift there and back is none', () => {
  fc.assert(
    fc.property(share, share, (from, to) => {
      closeTo(priorShift(from, to) + priorShift(to, from), 0, 1e-9);
      closeTo(priorShift(from, from), 0, 1e-12);
    }),
  );
});

test('right probabilities, shifted, are right where positives are rarer, and only by the weights are seen to be', () => {
  const random = createRandom(3);
  const logits = Array.from({ length: 40_000 }, () => 2 * random.normal());
  const chance = (logit: number) => 1 / (1 + Math.exp(-logit));
  const labels = logits.map((logit) => Number(random.next() < chance(logit)));
  const own = positiveShare({ labels, positive: 1 })!;
  const shifted = binaryScored(
    logits.map((logit) => chance(logit + priorShift(own, 0.05))),
    labels,
  );
  assert.ok(classificationMetrics(atPrevalence(shifted, 0.05), 0.5).ece! < 0.01);
  assert.ok(classificationMetrics(shifted, 0.5).ece! > 0.2);
});

test.run();
