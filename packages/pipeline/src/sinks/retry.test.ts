import { equal, ok } from 'node:assert/strict';
import { rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import { retry } from './retry.ts';

const test = suite('retry');

/** Fails so many times, then succeeds. */
function flaky(failures: number) {
  const state = { attempts: 0, times: [] as number[] };
  const attempt = () => {
    state.times.push(performance.now());
    state.attempts += 1;
    return state.attempts > failures ? Promise.resolve('done') : Promise.reject(new Error('away'));
  };
  return { state, attempt };
}
const isTransient = (error: unknown) => (error as Error).message === 'away';

test('what passes by itself is tried again, with growing pauses', async () => {
  const { state, attempt } = flaky(3);
  const told: number[] = [];
  equal(
    await retry(attempt, { limit: 10_000, isTransient, onRetry: (_, count) => told.push(count) }),
    'done',
  );
  equal(told.join(), '1,2,3');
  state.times.slice(1).forEach((time, at) => {
    const pause = time - state.times[at]!;
    ok(pause >= 100 * 2 ** at * 0.5 - 2, `pause ${at}: ${pause}`);
  });
});

test('what lasts is thrown at once', async () => {
  let attempts = 0;
  const attempt = () => {
    attempts += 1;
    return Promise.reject(new Error('not allowed'));
  };
  await rejects(retry(attempt, { limit: 10_000, isTransient }), /not allowed/);
  equal(attempts, 1);
});

test('after the limit the failure is thrown', async () => {
  const { attempt, state } = flaky(100);
  const started = performance.now();
  await rejects(retry(attempt, { limit: 300, isTransient }), /away/);
  ok(performance.now() - started < 1000);
  ok(state.attempts >= 2);
});

test('an abort ends the pause', async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(new Error('SIGINT')), 20);
  const { attempt } = flaky(100);
  await rejects(retry(attempt, { limit: 60_000, isTransient, signal: abort.signal }), /abort signal/);
});

test.run();
