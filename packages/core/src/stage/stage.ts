import { rm, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import type { z } from 'zod';
import { sha256 } from '../digest.ts';
import { listed, RampartError, throwIfAborted } from '../errors.ts';
import { type DirectoryIdentity, publishDirectory, retireDirectory } from '../files/publish-directory.ts';
import { withTemporaryDirectory } from '../files/with-temporary-directory.ts';
import { stageCode } from './code/stage-code.ts';
import { artifactFile, type EarlierArtifact, readArtifact } from './read-artifact.ts';
import type { RunContext } from './run-context.ts';
import { type StageContext, stageContext } from './stage-context.ts';
import { changedParts, keyFile, keyOf, keyParts, type KeyParts, keyText, newestKey } from './stage-key.ts';

/** Where an artifact lies or is to lie. */
interface Home {
  /** Relative to `out`, with `/` between the parts. */
  readonly path: string;
  readonly parts: KeyParts;
}

/**
 * One step of a pipeline. A subclass says what flows and does the work; this class gives every result a
 * directory named after all that determines it, finds it again, and publishes it whole or not at all. What determines
 * a result is the code and the libraries it is made with, the config, the seed, and what the stage declares of its
 * input. The work gets nothing else of it; places come through the context.
 */
export abstract class Stage<Config, Input, Artifact> {
  /** In the field's terms, such as `DataIngestion`. */
  abstract readonly name: string;
  /** `import.meta.url` of the file in which the stage stands: it and all that it imports are the stage's code. */
  abstract readonly module: string;
  /** The shape of what the stage reads of its input: plain JSON data. What is not declared does not reach it. */
  abstract readonly input: z.ZodType<Input>;
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
   * The artifact for this input, from an earlier run where nothing that determines it has changed and every byte of it
   * is as it was. A RampartError of the work keeps its code and problems; any other error becomes the cause of
   * an Error that names the stage. Nothing is left behind then.
   */
  async run(input: Input, context: RunContext): Promise<Artifact> {
    try {
      return await this.#reuseOrExecute(this.input.parse(input), context);
    } catch (error) {
      throw this.#named(error);
    }
  }

  async #reuseOrExecute(input: Input, context: RunContext): Promise<Artifact> {
    throwIfAborted(context.signal);
    const { name: stage } = this;
    const { logger } = context;
    const home = this.#home(input, context);
    await context.use(home.path);
    const earlier = await readArtifact(join(context.out, home.path), this.artifact, home.parts, context);
    if (earlier.usable && this.reusable) {
      const reason = `nothing that determines it has changed since ${home.path} was made`;
      context.progress({ type: 'stage-skip', stage, reason });
      logger.debug(`${stage} skipped`, { reason });
      return earlier.artifact;
    }
    if (!earlier.usable && earlier.seen !== undefined) {
      logger.warn(`${stage} runs again`, { directory: home.path, reason: earlier.reason });
    }
    const start = performance.now();
    const reason = this.reusable ? await whyAnew(earlier, home, context) : undefined;
    context.progress({ type: 'stage-start', stage, reason });
    logger.debug(`${stage} started`, reason === undefined ? {} : { reason });
    const artifact = await this.#publish(input, home, earlier.seen, context);
    const seconds = (performance.now() - start) / 1000;
    context.progress({ type: 'stage-end', stage, seconds });
    logger.debug(`${stage} finished`, { seconds: Number(seconds.toFixed(3)), directory: home.path });
    return artifact;
  }

  /** Executes in a temporary directory and renames it to its home, in place of the directory `old` where there is one. */
  #publish(
    input: Input,
    home: Home,
    old: DirectoryIdentity | undefined,
    context: RunContext,
  ): Promise<Artifact> {
    const final = join(context.out, home.path);
    const parent = join(context.out, 'artifacts');
    return withTemporaryDirectory(parent, async (unfinished) => {
      if (old !== undefined) await retireDirectory(final, old, parent);
      const own = stageContext(context, this.name, unfinished, home.path);
      const made = await this.#executeUnlessAborted(input, own);
      const text = `${JSON.stringify(made, undefined, 2)}\n`;
      // Parsed from the text, so that the first run and every later one get the same.
      const artifact = this.artifact.parse(JSON.parse(text));
      await writeFile(join(unfinished, artifactFile), text);
      await writeFile(join(unfinished, keyFile), keyText(home.parts, sha256(text)));
      const published = await publishDirectory(unfinished, final);
      await rm(own.resumeFrom, { recursive: true, force: true });
      if (published) return artifact;
      const theirs = await readArtifact(final, this.artifact, home.parts, context);
      if (theirs.usable) return theirs.artifact;
      throw new Error(`${home.path} appeared meanwhile and is not complete: ${theirs.reason}`);
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

  #home(input: Input, { seed, runId }: RunContext): Home {
    const { digest: code, libraries } = stageCode(this.module);
    const { name: stage, config } = this;
    const run = this.reusable ? undefined : runId;
    const parts = keyParts({ stage, code, libraries, config, input, seed, run });
    return { path: posix.join('artifacts', kebab(stage), keyOf(parts)), parts };
  }

  #named(error: unknown): Error {
    if (error instanceof RampartError) {
      return new RampartError(error.code, error.problems, { prefix: this.name, cause: error });
    }
    const message = error instanceof Error ? error.message : String(error);
    return new Error(`${this.name} failed: ${message}`, { cause: error });
  }
}

/** Why a stage has to run although it has run before: what has changed since it last left something, or is damaged. */
async function whyAnew(
  earlier: EarlierArtifact<unknown>,
  home: Home,
  context: RunContext,
): Promise<string | undefined> {
  if (earlier.seen !== undefined) return earlier.usable ? undefined : earlier.reason;
  const before = await newestKey(dirname(join(context.out, home.path)));
  return before && `${listed(changedParts(before, home.parts), 4)} changed`;
}

/** `DataIngestion` → `data-ingestion`. */
function kebab(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}
