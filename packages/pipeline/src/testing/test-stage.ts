import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  createLogger,
  createRunContext,
  type ProgressEvent,
  type RunContext,
  type Stage,
} from '@rampart/core';
import { fileFactsIn } from '@rampart/core/internal';
import { temporaryDirectory } from '@rampart/core/testing';
import type { Test } from 'uvu';
import { changeablePaths, changedAt, otherValue, valueAt } from './changed-inputs.ts';

/** What the contract suite must know of a stage. */
export interface StageContract<Config, Input, Artifact> {
  /** The stage with a config. */
  make(config: Config): Stage<Config, Input, Artifact>;
  readonly config: Config;
  /** A real input, whose files are in the context's `out`; the same for the same directory. */
  input(context: RunContext): Promise<Input>;
  /** Dotted path in the input → another value, where the usual ones do not fit or there is none yet. */
  readonly others?: Readonly<Record<string, unknown>>;
  /** Paths in the input that cannot be changed alone: the input would not be one. */
  readonly fixed?: readonly string[];
}

/** Thrown where a stage begins to work, which is all that most tests want to know. */
class Begun extends Error {}

/**
 * Registers what every stage must keep to: it is skipped where nothing that it declares has changed, wherever its
 * directory lies and whatever else has changed; it runs where anything of that has, or any byte of its artifact;
 * killed, it leaves nothing half-written. To be awaited before the suite runs, because the test file is also the
 * program that is killed.
 */
export async function testStage<Config, Input, Artifact>(
  test: Test,
  contract: StageContract<Config, Input, Artifact>,
): Promise<void> {
  const [, program, role, directory] = process.argv;
  if (role === 'stage') {
    const { context } = await contextIn(directory!);
    await contract.make(contract.config).run(await contract.input(context), context);
    process.exit();
  }
  const made = await temporaryDirectory();
  test.after(() => made[Symbol.asyncDispose]());
  const out = join(made.path, 'out');
  const { context: first } = await contextIn(out);
  const given = await contract.input(first);
  const stage = contract.make(contract.config);
  const artifact = await stage.run(given, first);
  const declared = stage.input.parse(given);

  /** What becomes of a run: why it began, or that it was skipped. */
  async function fate(
    input: Input,
    { config = contract.config, place = out }: { config?: Config; place?: string } = {},
  ): Promise<ProgressEvent> {
    const { context, events } = await contextIn(place, (event) => {
      if (event.type === 'stage-start') throw new Begun();
    });
    await contract
      .make(config)
      .run(input, context)
      .catch((error: unknown) => ok((error as Error).cause instanceof Begun, String(error)));
    return events[0]!;
  }
  const isSkipped = async (input: Input, place?: string) =>
    (await fate(input, place === undefined ? {} : { place })).type === 'stage-skip';

  // Where a schema must have something that the stage does not read, another value stands in for it.
  const isDeclared = (path: string) => {
    const [mine, theirs] = [valueAt(declared, path), valueAt(given, path)];
    const isListOfParts = Array.isArray(theirs) && typeof theirs[0] === 'object';
    return mine !== undefined && (isListOfParts || isDeepStrictEqual(mine, theirs));
  };
  const undeclared = changeablePaths(given).filter((path) => !isDeclared(path));

  test('what is not declared does not reach the work', () => {
    for (const path of undeclared) {
      const other = changedAt(given, path, otherValue(valueAt(given, path)));
      deepEqual(stage.input.parse(other), declared, path);
    }
    deepEqual(stage.input.parse({ ...given, extra: 1 }), declared);
  });

  if (!stage.reusable) {
    test('runs every time, and leaves every time an artifact of its own', async () => {
      equal((await fate(given)).type, 'stage-start');
    });
  } else {
    test('is skipped where nothing has changed, or nothing that it declares', async () => {
      ok(await isSkipped(given));
      ok(await isSkipped({ ...given, extra: 1 }));
      for (const path of undeclared) {
        ok(await isSkipped(changedAt(given, path, otherValue(valueAt(given, path)))), path);
      }
    });

    test('is skipped where files lie elsewhere', async () => {
      for (const path of changeablePaths(declared)) {
        if (fileFactsIn(valueAt(declared, path)).length !== 1) continue;
        ok(await isSkipped(changedAt(given, `${path}.path`, 'elsewhere')), path);
      }
      const moved = join(made.path, 'moved');
      await rename(out, moved);
      const skipped = await isSkipped(given, moved);
      await rename(moved, out);
      ok(skipped);
    });

    test('runs where any part of its input has changed, and says which', async () => {
      const { others = {}, fixed = [] } = contract;
      const paths = new Set([...changeablePaths(declared).filter(isDeclared), ...Object.keys(others)]);
      const changed = [...paths].map((path) => {
        const other = Object.hasOwn(others, path) ? others[path] : otherValue(valueAt(given, path));
        return { path, input: changedAt(given, path, other) };
      });
      const isInput = ({ input }: { input: Input }) => stage.input.safeParse(input).success;
      deepEqual(
        changed.filter((one) => !isInput(one)).map(({ path }) => path),
        fixed,
      );
      ok(changed.length > fixed.length + 3);
      for (const { path, input } of changed.filter(isInput)) {
        const event = await fate(input);
        equal(event.type, 'stage-start', path);
        match((event as { reason: string }).reason, /^input\..* changed$/);
      }
    });

    const settings = changeablePaths(contract.config);
    if (settings.length > 0)
      test('runs where any part of its config has changed, and says which', async () => {
        for (const path of settings) {
          const config = changedAt(contract.config, path, otherValue(valueAt(contract.config, path)));
          const event = await fate(given, { config });
          equal(event.type, 'stage-start', path);
          match((event as { reason: string }).reason, /^config\..* changed$/);
        }
      });

    test('runs again where a byte of its artifact is another, or a file of it is gone', async () => {
      const home = await homeOf(out, stage.name);
      for (const name of await readdir(join(out, home))) {
        for (const damage of [flip, rm]) {
          const file = join(out, home, name);
          const whole = await readFile(file);
          await damage(file);
          const event = await fate(given);
          equal(event.type, 'stage-start', `${damage.name} ${name}`);
          ok((event as { reason: string }).reason.includes(name), name);
          await writeFile(file, whole);
        }
        ok(await isSkipped(given), name);
      }
    });

    test('makes the same again over what was damaged', async () => {
      const copy = join(made.path, 'damaged');
      await cp(out, copy, { recursive: true });
      const home = await homeOf(copy, stage.name);
      const [file] = fileFactsIn(artifact);
      await flip(join(copy, file?.path ?? join(home, 'artifact.json')));
      const { context, events } = await contextIn(copy);
      deepEqual(fileFactsIn(await stage.run(given, context)), fileFactsIn(artifact));
      equal(events[0]!.type, 'stage-start');
      ok(await isSkipped(given, copy));
    });
  }

  test('killed in the middle it leaves nothing half-written, and the next run makes it whole', async () => {
    await using directory = await temporaryDirectory();
    const place = join(directory.path, 'out');
    // What comes before it is there, so that the kill finds this stage at work.
    const { context: before } = await contextIn(place);
    const own = await contract.input(before);
    const child = spawn(process.execPath, [...process.execArgv, program!, 'stage', place], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    while (child.exitCode === null && !(await unfinishedIn(place))) await wait(1);
    child.kill('SIGKILL');
    const [code, signal] = await ended;
    ok(signal === 'SIGKILL' || code === 0, `it ended by itself, with ${code}`);
    // One that was faster than the kill must be whole.
    const homes = await homesOf(place, stage.name);
    if (homes.length > 0 && stage.reusable) ok(await isSkipped(own, place));
    const { context } = await contextIn(place);
    equal(await unfinishedIn(place), false);
    const whole = await stage.run(own, context);
    equal(fileFactsIn(whole).length, fileFactsIn(artifact).length);
    if (stage.reusable) ok(await isSkipped(own, place));
  });
}

async function contextIn(out: string, onProgress: (event: ProgressEvent) => void = () => undefined) {
  const events: ProgressEvent[] = [];
  const context = await createRunContext({
    out,
    store: join(out, 'bundles', 'flows'),
    seed: 3,
    logger: createLogger({ stream: new PassThrough().resume() }),
    progress(event) {
      events.push(event);
      onProgress(event);
    },
  });
  return { context, events };
}

/** The directories of a stage's artifacts, relative to `out`. */
async function homesOf(out: string, stage: string): Promise<string[]> {
  const folder = stage.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
  const names = await readdir(join(out, 'artifacts', folder)).catch(() => []);
  return names.map((name) => join('artifacts', folder, name));
}

async function homeOf(out: string, stage: string): Promise<string> {
  const [home, ...others] = await homesOf(out, stage);
  equal(others.length, 0, 'more than one artifact');
  return home!;
}

async function unfinishedIn(out: string): Promise<boolean> {
  const names = await readdir(join(out, 'artifacts')).catch(() => []);
  return names.some((name) => name.startsWith('.tmp-'));
}

/** Changes one bit of a file, in its middle; an empty one gets a byte. */
async function flip(file: string): Promise<void> {
  const content = await readFile(file);
  if (content.length > 0) content[content.length >> 1]! ^= 1;
  await writeFile(file, content.length > 0 ? content : 'x');
}
