import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { halve } from './halving.ts';
import { rungEnds, rungFolds } from './rungs.ts';
import { TimeLimit } from './time-limit.ts';

const test = suite('TimeLimit');

/** A clock that stands still while anything can be done, then goes on to the next end of a fit. */
function simulation() {
  const waiting: { at: number; resolve: () => void }[] = [];
  const clock = { now: 0 };
  return {
    clock,
    spend: (seconds: number) =>
      new Promise<void>((resolve) => waiting.push({ at: clock.now + seconds, resolve })),
    async drive(until: Promise<unknown>) {
      let over = false;
      const noted = until.finally(() => (over = true));
      while (!over) {
        await new Promise((resolve) => setImmediate(resolve));
        waiting.sort((a, b) => a.at - b.at);
        const next = waiting.shift();
        if (next === undefined) continue;
        clock.now = next.at;
        next.resolve();
      }
      await noted;
    },
  };
}

interface Timed {
  readonly seconds: number;
  readonly losses: readonly number[];
  tried: number;
}

const keep = 1 / 3;
const timed = fc.record({
  seconds: fc.double({ min: 0.5, max: 30, noNaN: true }),
  losses: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10, maxLength: 10 }),
});

async function search(
  all: readonly Omit<Timed, 'tried'>[],
  { folds, width, end, refit }: { folds: number; width: number; end: number; refit: number },
) {
  const field = all.map((one): Timed => ({ ...one, tried: 0 }));
  const { clock, spend, drive } = simulation();
  const rungs = rungFolds(folds, keep);
  const refitOf = (seconds: number) => (seconds * folds) / (folds - 1);
  const limit = new TimeLimit<Timed>({
    now: () => clock.now,
    end,
    rungs,
    rungEnds: rungEnds(rungs, keep),
    width,
    refit,
    estimate: ({ seconds }) => ({ fit: seconds, refit: refitOf(seconds) }),
  });
  await drive(
    halve(field, {
      rungs,
      keep: 1,
      width,
      async fit(trial) {
        await spend(trial.seconds);
        trial.tried++;
        limit.over(trial);
      },
      loss: ({ losses }, tried) => losses.slice(0, tried).reduce((a, b) => a + b, 0),
      admits: (trial, rung, more) => limit.admits(trial, rung, more),
    }),
  );
  const finished = field.filter(({ tried }) => tried === folds);
  return { field, finished, over: clock.now, refits: finished.map(({ seconds }) => refitOf(seconds)) };
}

test('where fits take what was foretold, search and last fit are over within the time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(timed, { minLength: 1, maxLength: 60 }),
      fc.constantFrom(2, 4, 10),
      fc.integer({ min: 1, max: 3 }),
      fc.double({ min: 20, max: 600, noNaN: true }),
      async (all, folds, width, end) => {
        const { over, refits } = await search(all, { folds, width, end, refit: 5 });
        assert.ok(
          over + Math.max(5, ...refits) <= end + 1e-9,
          `${over} + ${Math.max(5, ...refits)} > ${end}`,
        );
      },
    ),
    { numRuns: 150 },
  );
});

test('of equal costs most of the time is used, and the rungs narrow towards the best', async () => {
  const all = Array.from({ length: 300 }, (_, i) => ({
    seconds: 2,
    losses: Array<number>(10).fill(((i * 37) % 300) / 300),
  }));
  const { field, finished, over } = await search(all, { folds: 4, width: 2, end: 120, refit: 3 });
  assert.ok(over > 110, String(over));
  const entered = field.filter(({ tried }) => tried >= 1);
  const second = field.filter(({ tried }) => tried >= 2);
  assert.ok(entered.length > 60 && second.length < entered.length / 2 && finished.length >= 6);
  const worst = Math.max(...finished.map(({ losses }) => losses[0]!));
  assert.ok(second.filter(({ losses }) => losses[0]! < worst).length < finished.length);
});

test('a time too short for a single fit admits none', async () => {
  const { field, over } = await search([{ seconds: 9, losses: [0] }], {
    folds: 2,
    width: 1,
    end: 10,
    refit: 3,
  });
  assert.equal(over, 0);
  assert.equal(field[0]!.tried, 0);
});

test.run();
