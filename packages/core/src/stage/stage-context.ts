import { join, posix } from 'node:path';
import { createRandom, type Random } from '../random.ts';
import { type FileFact, measureFile } from './file-fact.ts';
import type { RunContext } from './run-context.ts';
import { resumeDirectory } from './resume-directory.ts';

/** What a stage works with: the run's context and a directory of its own that is not finished yet. */
export interface StageContext extends RunContext {
  /** The stage's own stream, which depends on the seed and the stage's name alone. */
  readonly random: Random;
  /** Absolute path under which to write a file of that name. */
  file(name: string): string;
  /** Size and SHA-256 of a file that has been written, under the path it will have once the stage is done. */
  keep(name: string): Promise<FileFact>;
  /**
   * Absolute path of a directory for what lets a killed run go on where it was. It is the same for every run with
   * the same input, config and seed, is made by whoever writes to it, and goes once the stage is done.
   */
  readonly resumeFrom: string;
  /** Tells how far the stage is, from 0 to 1 (NaN: unknown), and what it is at. */
  report(fraction: number, note?: string): void;
}

/** The context for one execution. `unfinished` is absolute, `home` the final directory relative to `out`. */
export function stageContext(
  context: RunContext,
  stage: string,
  unfinished: string,
  home: string,
): StageContext {
  return {
    ...context,
    logger: context.logger.child({ stage }),
    random: createRandom(context.seed).fork(stage),
    resumeFrom: join(context.out, resumeDirectory, posix.basename(posix.dirname(home)), posix.basename(home)),
    file: (name) => join(unfinished, name),
    keep: async (name) => ({
      path: posix.join(home, name),
      ...(await measureFile(join(unfinished, name))),
    }),
    report: (fraction, note) => context.progress({ type: 'stage-progress', stage, fraction, note }),
  };
}
