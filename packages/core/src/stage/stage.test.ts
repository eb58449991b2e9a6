import { readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { sha256 } from '../digest.ts';
import { RampartError } from '../errors.ts';
import { createLogger } from '../logger.ts';
import { createRandom } from '../random.ts';
import { rejects, temporaryDirectory } from '../testing/index.ts';
import { fileFact } from './file-fact.ts';
import type { ProgressEvent } from './progress.ts';
import { createRunContext, type RunContext, type RunOptions } from './run-context.ts';
import { Stage } from './stage.ts';
import type { StageContext } from './stage-context.ts';
import { usedArtifacts } from './used-artifacts.ts';

const test = suite('Stage');

const input = z.object({ word: z.string(), from: fileFact.optional() });
type Input = z.infer<typeof input>;
const artifact = z.object({ words: fileFact, draw: z.number(), note: z.string().default('none') });
type Artifact = z.infer<typeof artifact>;

/** Writes its words to a file; counts its executions. */
class WordWriting extends Stage<{ readonly times: number }, Input, Artifact> {
  readonly name: string = 'WordWriting';
  module = import.meta.url;
  readonly input = input;
  readonly artifact = artifact;
  executions = 0;
  work: (context: StageContext) => unknown = () => undefined;

  received: Input | undefined;

  protected override async execute(given: Input, context: StageContext): Promise<Artifact> {
    const { word } = given;
    this.received = given;
    this.executions++;
    await writeFile(context.file('words.txt'), word.repeat(this.config.times));
    context.report(0.5, 'written');
    await this.work(context);
    return { words: await context.keep('words.txt'), draw: context.random.next(), note: 'done' };
  }
}

class LogReading extends WordWriting {
  override readonly name = 'LogReading';
  override readonly reusable = false;
}

async function contextIn(out: string, options: Partial<RunOptions> = {}) {
  const events: ProgressEvent[] = [];
  const logger = createLogger({ stream: new PassThrough().resume() });
  const context = await createRunContext({
    out,
    seed: 3,
    logger,
    progress: (event) => events.push(event),
    ...options,
  });
  return { context, events, types: () => events.map(({ type }) => type) };
}

/** Everything below `artifacts` but the files in finished directories. */
async function leftIn(out: string): Promise<string[]> {
  const entries = await readdir(join(out, 'artifacts')).catch(() => []);
  return entries.filter((name) => name.startsWith('.tmp-'));
}

const ab = { word: 'ab' };
const writing = (times = 2) => new WordWriting({ times });

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

/** Changes one byte of a file, in its middle. */
async function flip(file: string): Promise<void> {
  const content = await readFile(file);
  content[content.length >> 1]! ^= 1;
  await writeFile(file, content);
}

const damages: Record<string, (directory: string) => Promise<unknown>> = {
  'with another byte in a file': (directory) => flip(join(directory, 'words.txt')),
  'with another byte in artifact.json': (directory) => flip(join(directory, 'artifact.json')),
  'with another byte in key.json': (directory) => flip(join(directory, 'key.json')),
  'without key.json': (directory) => rm(join(directory, 'key.json')),
  'without artifact.json': (directory) => rm(join(directory, 'artifact.json')),
  'with half an artifact.json': (directory) => truncate(join(directory, 'artifact.json'), 20),
  'with an artifact of another shape': (directory) => writeFile(join(directory, 'artifact.json'), '{}'),
  'without a file': (directory) => rm(join(directory, 'words.txt')),
  'with half a file': (directory) => truncate(join(directory, 'words.txt'), 1),
  'that is a file': async (directory) => {
    await rm(directory, { recursive: true });
    await writeFile(directory, 'x');
  },
};
for (const [title, damage] of Object.entries(damages)) {
  test(`a directory ${title} is replaced`, async () => {
    await using out = await temporaryDirectory();
    const stage = writing();
    const { context } = await contextIn(out.path);
    const made = await stage.run(ab, context);
    await damage(join(out.path, made.words.path, '..'));
    assert.equal(await stage.run(ab, context), made);
    assert.equal(await stage.run(ab, context), made);
    assert.is(stage.executions, 2);
    assert.is(await readFile(context.resolve(made.words), 'utf8'), 'abab');
    assert.equal(await leftIn(out.path), []);
  });
}

test('whoever runs it at the same time, every artifact is there when its run is over', async () => {
  for (const isDamaged of [false, true]) {
    await using out = await temporaryDirectory();
    const { context } = await contextIn(out.path);
    if (isDamaged) {
      const { words } = await writing().run(ab, context);
      await truncate(context.resolve(words), 1);
    }
    const runs = Array.from({ length: 20 }, async (_, i) => {
      await new Promise((resolve) => setTimeout(resolve, i));
      const made = await writing().run(ab, context);
      assert.is(await readFile(context.resolve(made.words), 'utf8'), 'abab');
    });
    await Promise.all(runs);
    assert.equal(await leftIn(out.path), []);
  }
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
