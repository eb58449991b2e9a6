import { rm, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { z } from 'zod';
import { digestOf } from '../digest.ts';
import { RampartError, throwIfAborted } from '../errors.ts';
import { type DirectoryIdentity, publishDirectory, retireDirectory } from '../files/publish-directory.ts';
import { withTemporaryDirectory } from '../files/with-temporary-directory.ts';
import { codeVersion } from './code-version.ts';
import { artifactFile, readArtifact } from './read-artifact.ts';
import type { RunContext } from './run-context.ts';
import { type StageContext, stageContext } from './stage-context.ts';

/**
 * One step of a pipeline. A subclass says what flows and does the work; this class gives every result a
 * directory named after all that determines it, finds it again, and publishes it whole or not at all.
 */
export abstract class Stage<Config, Input, Artifact> {
  /** In the field's terms, such as `DataIngestion`. */
  abstract readonly name: string;
  /** Raised when the same input and config come to mean another artifact. */
  abstract readonly version: number;
  /** The shape of what the stage leaves: plain JSON data. */
  abstract readonly artifact: z.ZodType<Artifact>;
  /** Whether an artifact of an earlier run may stand for a new one. */
  readonly reusable: boolean = true;
  readonly config: Config;

  constructor(config: Config) {
    this.config = config;
  }

  /** Does the work: writes files through the context and returns the artifact that names them. */
  protected abstract execute(input: Input, context: StageContext): Promise<Artifact>;

  /**
   * The artifact for this input (plain JSON data), from an earlier run where nothing that determines it has
   * changed. A RampartError of the work keeps its code and problems; any other error becomes the cause of
   * an Error that names the stage. Nothing is left behind then.
   */
  async run(input: Input, context: RunContext): Promise<Artifact> {
    try {
      return await this.#reuseOrExecute(input, context);
    } catch (error) {
      throw this.#named(error);
    }
  }

  async #reuseOrExecute(input: Input, context: RunContext): Promise<Artifact> {
    throwIfAborted(context.signal);
    const { name: stage } = this;
    const { logger } = context;
    const home = posix.join('artifacts', kebab(stage), this.#key(input, context));
    const earlier = await readArtifact(join(context.out, home), this.artifact, context);
    if (earlier.usable && this.reusable) {
      const reason = `nothing that determines it has changed since ${home} was made`;
      context.progress({ type: 'stage-skip', stage, reason });
      logger.debug(`${stage} skipped`, { reason });
      return earlier.artifact;
    }
    if (!earlier.usable && earlier.seen !== undefined) {
      logger.warn(`${stage} runs again`, { directory: home, reason: earlier.reason });
    }
    const start = performance.now();
    context.progress({ type: 'stage-start', stage });
    logger.debug(`${stage} started`);
    const artifact = await this.#publish(input, home, earlier.seen, context);
    const seconds = (performance.now() - start) / 1000;
    context.progress({ type: 'stage-end', stage, seconds });
    logger.debug(`${stage} finished`, { seconds: Number(seconds.toFixed(3)), directory: home });
    return artifact;
  }

  /** Executes in a temporary directory and renames it to `home`, in place of the directory `old` where there is one. */
  #publish(
    input: Input,
    home: string,
    old: DirectoryIdentity | undefined,
    context: RunContext,
  ): Promise<Artifact> {
    const final = join(context.out, home);
    const parent = join(context.out, 'artifacts');
    return withTemporaryDirectory(parent, async (unfinished) => {
      if (old !== undefined) await retireDirectory(final, old, parent);
      const own = stageContext(context, this.name, unfinished, home);
      const made = await this.#executeUnlessAborted(input, own);
      const text = `${JSON.stringify(made, undefined, 2)}\n`;
      // Parsed from the text, so that the first run and every later one get the same.
      const artifact = this.artifact.parse(JSON.parse(text));
      await writeFile(join(unfinished, artifactFile), text);
      const published = await publishDirectory(unfinished, final);
      await rm(own.resumeFrom, { recursive: true, force: true });
      if (published) return artifact;
      const theirs = await readArtifact(final, this.artifact, context);
      if (theirs.usable) return theirs.artifact;
      throw new Error(`${home} appeared meanwhile and is not complete: ${theirs.reason}`);
    });
  }

  async #executeUnlessAborted(input: Input, context: StageContext): Promise<Artifact> {
    try {
      return await this.execute(input, context);
    } finally {
      // Over an error of the work too: each library reports an abort in a way of its own.
      throwIfAborted(context.signal);
    }
  }

  #key(input: Input, { seed, runId }: RunContext): string {
    const determinants = {
      stage: this.name,
      version: this.version,
      code: codeVersion(),
      config: this.config,
    };
    return digestOf({ ...determinants, input, seed, ...(this.reusable ? {} : { runId }) }).slice(0, 16);
  }

  #named(error: unknown): Error {
    if (error instanceof RampartError) {
      return new RampartError(error.code, error.problems, { prefix: this.name, cause: error });
    }
    const message = error instanceof Error ? error.message : String(error);
    return new Error(`${this.name} failed: ${message}`, { cause: error });
  }
}

/** `DataIngestion` → `data-ingestion`. */
function kebab(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}
