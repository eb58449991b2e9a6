import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { runJobs } from './run-jobs.ts';

const test = suite('runJobs');

test('every job is done once, no more than `width` at a time, each taken when there is room', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 4 }),
      async (turns, width) => {
        const done: number[] = [];
        let running = 0;
        let taken = 0;
        function* jobs() {
          for (const job of turns.keys()) {
            assert.ok(taken++ - done.length < width);
            yield job;
          }
        }
        await runJobs(jobs(), width, async (job) => {
          assert.ok(++running <= width);
          for (let turn = 0; turn < turns[job]!; turn++) await Promise.resolve();
          running--;
          done.push(job);
        });
        assert.deepEqual(
          done.toSorted((a, b) => a - b),
          [...turns.keys()],
        );
      },
    ),
  );
});

test('after a failure nothing is begun, and it is thrown once the others have ended', async () => {
  const begun: number[] = [];
  let ended = 0;
  const run = runJobs([0, 1, 2, 3], 2, async (job) => {
    begun.push(job);
    await new Promise((resolve) => setImmediate(resolve));
    if (job === 0) throw new Error('job 0');
    await new Promise((resolve) => setImmediate(resolve));
    ended++;
  });
  await assert.rejects(run, /job 0/);
  assert.deepEqual([begun, ended], [[0, 1], 1]);
});

test.run();
