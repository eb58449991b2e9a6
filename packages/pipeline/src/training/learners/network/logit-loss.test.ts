import assert from 'node:assert/strict';
import { arraysClose, closeTo } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { type LogitTargets, logitLoss } from './logit-loss.ts';

const test = suite('logitLoss');

const batches = fc
  .record({
    outputs: fc.constantFrom(1, 2, 3, 5),
    rows: fc.integer({ min: 1, max: 6 }),
    members: fc.integer({ min: 1, max: 4 }),
  })
  .chain(({ outputs, rows, members }) => {
    const length = rows * members * outputs;
    const many = (count: number) => ({ minLength: count, maxLength: count });
    return fc.record({
      outputs: fc.constant(outputs),
      logits: fc.array(fc.double({ min: -30, max: 30, noNaN: true }), many(length)),
      batch: fc.record(
        {
          targets: fc.array(fc.nat({ max: Math.max(outputs, 2) - 1 }), many(rows)),
          labelSmoothing: fc.constantFrom(0, 0.1),
          members: fc.constant(members),
          weights: fc.array(fc.double({ min: 0, max: 4, noNaN: true }), many(rows)),
          focal: fc.constantFrom(0, 0.5, 1, 2, 5),
        },
        { requiredKeys: ['targets', 'labelSmoothing', 'members'] },
      ),
    });
  });

/** By the definition, class by class. */
function definition(logits: readonly number[], outputs: number, batch: LogitTargets): number {
  const { targets, weights, labelSmoothing, focal = 0, members = 1 } = batch;
  const classes = Math.max(outputs, 2);
  const answers = logits.length / outputs;
  let loss = 0;
  for (let answer = 0; answer < answers; answer++) {
    const row = Math.floor(answer / members);
    const own = logits.slice(answer * outputs, (answer + 1) * outputs);
    const scores = outputs === 1 ? [0, own[0]!] : own;
    const exponentials = scores.map(Math.exp);
    const total = exponentials.reduce((sum, e) => sum + e, 0);
    for (const [k, score] of scores.entries()) {
      const wanted = labelSmoothing / classes + (k === targets[row] ? 1 - labelSmoothing : 0);
      const others = exponentials.reduce((sum, e, j) => (j === k ? sum : sum + e), 0);
      const cost = -((others / total) ** focal) * (score - Math.log(total));
      loss += ((weights?.[row] ?? 1) * wanted * cost) / answers;
    }
  }
  return loss;
}

test('the loss is the smoothed cross-entropy or focal loss, averaged over members and rows', () => {
  fc.assert(
    fc.property(batches, ({ outputs, logits, batch }) => {
      closeTo(logitLoss(logits, outputs, batch).loss, definition(logits, outputs, batch), 1e-9);
    }),
  );
});

test('the gradient is that of finite differences of the definition in float64', () => {
  fc.assert(
    fc.property(batches, ({ outputs, logits, batch }) => {
      const step = 1e-5;
      const differences = logits.map((_, i) => {
        const at = (shift: number) =>
          definition(
            logits.map((logit, j) => (i === j ? logit + shift : logit)),
            outputs,
            batch,
          );
        return (at(step) - at(-step)) / (2 * step);
      });
      arraysClose(logitLoss(logits, outputs, batch).gradient, differences, 2e-6);
    }),
  );
});

test('an array given for the gradient is overwritten and returned', () => {
  fc.assert(
    fc.property(batches, ({ outputs, logits, batch }) => {
      const own = new Float32Array(logits.length).fill(Number.NaN);
      const { loss, gradient } = logitLoss(logits, outputs, batch, own);
      const fresh = logitLoss(Float64Array.from(logits), outputs, batch);
      assert.equal(gradient, own);
      assert.deepEqual(own, fresh.gradient);
      assert.equal(loss, fresh.loss);
    }),
  );
});

test('targets beyond the rows of logits are left alone: the last batch shares the memory of a full one', () => {
  const batch = { labelSmoothing: 0, weights: [1, 2, 9] };
  const [long, short] = [
    [0, 1, 1],
    [0, 1],
  ].map((targets) => logitLoss([0.3, -2], 1, { targets, ...batch }));
  assert.deepEqual(long, short);
});

test('a focal loss with gamma 0 is cross-entropy, and a larger gamma never costs more', () => {
  const [plain, zero, two] = [undefined, 0, 2].map((focal) =>
    logitLoss([2, -1, 0.5], 3, { targets: [0], labelSmoothing: 0, ...(focal !== undefined && { focal }) }),
  );
  assert.deepEqual(plain, zero);
  assert.ok(two!.loss < plain!.loss);
});

test('huge logits stay finite', () => {
  for (const outputs of [1, 2]) {
    for (const focal of [0, 0.5, 2]) {
      for (const targets of [
        [0, 1],
        [1, 0],
      ]) {
        const { loss, gradient } = logitLoss([1e4, -1e4], outputs, { targets, labelSmoothing: 0.1, focal });
        assert.ok(Number.isFinite(loss) && gradient.every(Number.isFinite));
      }
    }
  }
});

test('a logit that is not a number is not hidden', () => {
  for (const outputs of [1, 2]) {
    for (const focal of [0, 2]) {
      const { loss } = logitLoss([0, Number.NaN], outputs, { targets: [0, 1], labelSmoothing: 0, focal });
      assert.ok(Number.isNaN(loss));
    }
  }
});

test.run();
