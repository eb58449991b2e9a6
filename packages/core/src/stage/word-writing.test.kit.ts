import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { z } from 'zod';
import { createLogger } from '../logger.ts';
import { fileFact } from './file-fact.ts';
import type { ProgressEvent } from './progress.ts';
import { createRunContext, type RunOptions } from './run-context.ts';
import { Stage } from './stage.ts';
import type { StageContext } from './stage-context.ts';

const input = z.object({ word: z.string(), from: fileFact.optional() });
/** What the stage reads. */
export type Input = z.infer<typeof input>;
const artifact = z.object({ words: fileFact, draw: z.number(), note: z.string().default('none') });
type Artifact = z.infer<typeof artifact>;

/** Writes its words to a file; counts its executions. */
export class WordWriting extends Stage<{ readonly times: number }, Input, Artifact> {
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

/** The same, but never used again. */
export class LogReading extends WordWriting {
  override readonly name = 'LogReading';
  override readonly reusable = false;
}

/** The context of a run in a directory, with what it tells. */
export async function contextIn(out: string, options: Partial<RunOptions> = {}) {
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
export async function leftIn(out: string): Promise<string[]> {
  const entries = await readdir(join(out, 'artifacts')).catch(() => []);
  return entries.filter((name) => name.startsWith('.tmp-'));
}

/** An input of the stage. */
export const ab = { word: 'ab' };
/** A stage that writes its word as often. */
export const writing = (times = 2) => new WordWriting({ times });
