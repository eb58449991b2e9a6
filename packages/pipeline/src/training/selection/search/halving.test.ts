import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { halve } from './halving.ts';
import { rungFolds } from './rungs.ts';

const test = suite('halve');

interface Entrant {
  readonly losses: readonly number[];
  readonly tried: number[];
}

const folds = 4;
const keep = 1 / 3;
const entrants = fc.array(
  fc
    .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: folds, maxLength: folds })
    .map((losses): Entrant => ({ losses, tried: [] })),
  { maxLength: 40 },
);
const loss = ({ losses }: Entrant, tried: number) =>
  losses.slice(0, tried).reduce((a, b) => a + b, 0) / tried;

async function run(field: readonly Entrant[], width: number, failing?: Entrant) {
  await halve(field, {
    rungs: rungFolds(folds, keep),
    keep,
    width,
    async fit(trial, fold) {
      trial.tried.push(fold);
      await new Promise((resolve) => setImmediate(resolve));
    },
    loss: (trial, tried) => (trial === failing ? Number.POSITIVE_INFINITY : loss(trial, tried)),
    admits: () => true,
  });
}

test('each rung takes the best third of the one before, all on the same folds, and fits nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(entrants, fc.integer({ min: 1, max: 3 }), async (field, width) => {
      for (const { tried } of field) tried.length = 0;
      await run(field, width);
      let before = [...field];
      for (const tried of rungFolds(folds, keep)) {
        const entered = field.filter((one) => one.tried.length >= tried);
        assert.equal(entered.length, before.length);
        for (const one of entered) assert.ok(before.includes(one));
        const ranked = before.toSorted((a, b) => loss(a, tried) - loss(b, tried));
        before = ranked.slice(0, Math.ceil(keep * before.length));
      }
      for (const { tried } of field) {
        assert.deepEqual(
          tried.toSorted((a, b) => a - b),
          [0, 1, 2, 3].slice(0, tried.length),
        );
      }
    }),
    { numRuns: 60 },
  );
});

test('one that failed goes no further, however few are left', async () => {
  const field = [0.1, 0.2, 0.3].map((first): Entrant => ({ losses: [first, 1, 1, 1], tried: [] }));
  await run(field, 2, field[0]);
  assert.deepEqual(
    field.map(({ tried }) => tried.length),
    [1, 4, 1],
  );
});

test('an error of a fit ends it', async () => {
  const field = [{ losses: [1, 1, 1, 1], tried: [] }];
  const contest = { rungs: [1, 4], keep, width: 2, loss, admits: () => true };
  await assert.rejects(
    halve<Entrant>(field, { ...contest, fit: () => Promise.reject(new Error('of the fit')) }),
    /of the fit/,
  );
});

test('the rungs of common numbers of folds', () => {
  assert.deepEqual(
    [2, 3, 4, 5, 10].map((count) => rungFolds(count, keep)),
    [
      [1, 2],
      [1, 3],
      [1, 2, 4],
      [1, 2, 5],
      [2, 4, 10],
    ],
  );
});

test.run();
