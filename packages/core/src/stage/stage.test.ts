import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { sha256 } from '../digest.ts';
import { RampartError } from '../errors.ts';
import { createRandom } from '../random.ts';
import { rejects, temporaryDirectory } from '../testing/index.ts';
import type { RunContext, RunOptions } from './run-context.ts';
import { usedArtifacts } from './used-artifacts.ts';
import {
  ab,
  contextIn,
  type Input,
  leftIn,
  LogReading,
  type WordWriting,
  writing,
} from './word-writing.test.kit.ts';

const test = suite('Stage');

test('runs once, leaves a complete directory, and is skipped afterwards', async () => {
  await using out = await temporaryDirectory();
  const stage = writing();
  const first = await contextIn(out.path);
  const made = await stage.run(ab, first.context);
  assert.match(made.words.path, /^artifacts\/word-writing\/[0-9a-f]{16}\/words\.txt$/);
  assert.equal(made, {
    ...made,
    note: 'done',
    words: { path: made.words.path, bytes: 4, sha256: sha256('abab') },
  });
  assert.is(await readFile(first.context.resolve(made.words), 'utf8'), 'abab');
  assert.is(made.draw, createRandom(3).fork('WordWriting').next());
  assert.equal(first.types(), ['stage-start', 'stage-progress', 'stage-end']);

  const second = await contextIn(out.path);
  assert.equal(await stage.run(ab, second.context), made);
  assert.equal(second.types(), ['stage-skip']);
  assert.is(stage.executions, 1);
  assert.equal(await leftIn(out.path), []);
});

test('everything that determines the artifact is part of its key', async () => {
  await using out = await temporaryDirectory();
  const { context } = await contextIn(out.path);
  const other = writing();
  other.module = new URL('./stage-key.ts', import.meta.url).href;
  const from = { path: 'x', bytes: 1, sha256: sha256('x') };
  const made = [
    await writing().run(ab, context),
    await writing(3).run(ab, context),
    await writing().run({ word: 'x' }, context),
    await other.run(ab, context),
    await writing().run({ ...ab, from }, context),
    await writing().run({ ...ab, from: { ...from, sha256: sha256('y') } }, context),
    await writing().run(ab, { ...context, seed: 4 }),
    await new LogReading({ times: 2 }).run(ab, context),
  ];
  assert.is(new Set(made.map(({ words }) => words.path)).size, made.length);
});

test('what is not declared does not reach the work, nor does it count; no more does where a file lies', async () => {
  await using out = await temporaryDirectory();
  await using elsewhere = await temporaryDirectory();
  const stage = writing();
  const { context } = await contextIn(out.path);
  const from = { path: 'x', bytes: 1, sha256: sha256('x') };
  const made = await stage.run({ ...ab, from, more: 1 } as typeof ab, context);
  assert.equal(stage.received, { ...ab, from });
  assert.equal(await stage.run({ ...ab, from: { ...from, path: 'y' } }, context), made);
  const moved = join(elsewhere.path, 'moved');
  await rename(out.path, moved);
  assert.equal(await stage.run({ ...ab, from }, (await contextIn(moved)).context), made);
  assert.is(stage.executions, 1);
});

test('a stage that has to run again says what has changed', async () => {
  await using out = await temporaryDirectory();
  const reasonOf = async (stage: WordWriting, given: Input, options: Partial<RunOptions> = {}) => {
    const { context, events } = await contextIn(out.path, options);
    await stage.run(given, context);
    const [start] = events;
    // Two artifacts of one millisecond would be of one age.
    await new Promise((done) => setTimeout(done, 5));
    return start?.type === 'stage-start' ? start.reason : start?.type;
  };
  assert.is(await reasonOf(writing(), ab), undefined);
  assert.is(await reasonOf(writing(), ab), 'stage-skip');
  assert.is(await reasonOf(writing(3), ab), 'config.times changed');
  assert.is(await reasonOf(writing(3), { word: 'x' }), 'input.word changed');
  assert.is(await reasonOf(writing(2), { word: 'x' }, { seed: 9 }), 'config.times, seed changed');
  const other = writing();
  other.module = new URL('./stage-key.ts', import.meta.url).href;
  assert.match((await reasonOf(other, { word: 'x' }, { seed: 9 }))!, /^code(?:, libraries\.\S+)* changed$/);
});

test('a run notes which artifacts it has used', async () => {
  await using out = await temporaryDirectory();
  const { words } = await writing().run(ab, (await contextIn(out.path, { runId: 'a' })).context);
  await writing().run(ab, (await contextIn(out.path, { runId: 'b' })).context);
  const home = [words.path.replace('/words.txt', '')];
  assert.equal(await usedArtifacts(join(out.path, 'runs/a')), home);
  assert.equal(await usedArtifacts(join(out.path, 'runs/b')), home);
  assert.equal(await usedArtifacts(join(out.path, 'runs/c')), []);
});

test('a stage that is not reusable runs every time', async () => {
  await using out = await temporaryDirectory();
  const stage = new LogReading({ times: 1 });
  const first = await contextIn(out.path);
  const [one, two] = [await stage.run(ab, first.context), await stage.run(ab, first.context)];
  const other = await stage.run(ab, (await contextIn(out.path)).context);
  assert.is(stage.executions, 3);
  assert.equal(one, two);
  assert.is.not(other.words.path, one.words.path);
});

async function failing(error: unknown, context: RunContext, check: RegExp) {
  const stage = writing();
  stage.work = () => {
    throw error;
  };
  const thrown = await rejects(stage.run(ab, context), check);
  assert.is(thrown.cause, error);
  assert.equal(await leftIn(context.out), []);
  assert.not.ok((await readdir(join(context.out, 'artifacts'))).includes('word-writing'));
  return thrown;
}

test('errors name the stage, keep their cause, and leave nothing behind', async () => {
  await using out = await temporaryDirectory();
  const { context } = await contextIn(out.path);
  await failing(new TypeError('no'), context, /^WordWriting failed: no$/);
  await failing('a text', context, /^WordWriting failed: a text$/);
  const problem = { where: 'a.csv', expected: 'rows' };
  const thrown = await failing(
    new RampartError('data', problem),
    context,
    /^WordWriting: a\.csv: expected rows\.$/,
  );
  assert.instance(thrown, RampartError);
  assert.is((thrown as RampartError).code, 'data');
  assert.equal((thrown as RampartError).problems, [problem]);
});

test('an artifact that its own shape refuses is an error, at the first run', async () => {
  await using out = await temporaryDirectory();
  const { context } = await contextIn(out.path);
  const stage = writing();
  stage.work = (inner) => {
    inner.random.next = () => Number.NaN;
  };
  await rejects(stage.run(ab, context), /^WordWriting failed: /);
  assert.equal(await leftIn(out.path), []);
});

test('an abort ends the run, before it starts and in the middle', async () => {
  await using out = await temporaryDirectory();
  const abort = new AbortController();
  const { context } = await contextIn(out.path, { signal: abort.signal });
  const stage = writing();
  stage.work = () => {
    abort.abort(new Error('enough'));
    throw new DOMException('interrupted', 'AbortError');
  };
  const aborted = (error: Error) => {
    assert.match(error.message, /^WordWriting: the run: expected to be left running/);
    assert.is((error as RampartError).code, 'aborted');
  };
  await rejects(stage.run(ab, context), aborted);
  await rejects(stage.run(ab, context), aborted);
  assert.is(stage.executions, 1);
  assert.equal(await leftIn(out.path), []);
});

test('a run has a directory of its own under a plain name', async () => {
  await using out = await temporaryDirectory();
  const { context } = await contextIn(out.path, { runId: 'monday-1' });
  assert.equal(await readdir(join(out.path, 'runs')), ['monday-1']);
  assert.is(context.out, out.path);
  assert.match((await contextIn(out.path)).context.runId, /^\d{8}-\d{6}-[0-9a-f]{6}$/);
  await rejects(contextIn(out.path, { runId: '../x' }), /the run id: expected letters/);
});

test.run();
