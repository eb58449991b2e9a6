import { randomBytes } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { quote, RampartError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { removeStaleTemporaries } from '../files/remove-stale-temporaries.ts';
import type { FileFact } from './file-fact.ts';
import type { ProgressEvent } from './progress.ts';
import type { BundleStore } from '../store/bundle-store.ts';
import { openStore } from '../store/open-bundle.ts';
import { usedArtifactsFile } from './used-artifacts.ts';
import { sweepUnfinished } from './sweep-unfinished.ts';
import { makeDirectory } from '../files/index.ts';

/** What the stages of one run share. */
export interface RunContext {
  readonly runId: string;
  /** Absolute path of the directory that holds everything a run leaves. */
  readonly out: string;
  /** Where the versions of the model and their ledger are. */
  readonly store: BundleStore;
  readonly seed: number;
  readonly logger: Logger;
  readonly signal?: AbortSignal | undefined;
  readonly progress: (event: ProgressEvent) => void;
  /** Absolute path of a file that an earlier stage left. */
  resolve(file: FileFact): string;
  /** Notes that the run uses the artifact in a directory, which is relative to `out`. */
  use(home: string): Promise<void>;
}

/** What a run is made from. */
export interface RunOptions {
  /** Where artifacts, runs and bundles go; made where it is missing. */
  readonly out: string;
  /** Address of the store of the model's bundles; default: `<out>/bundles`. */
  readonly store?: string | undefined;
  readonly seed: number;
  readonly logger: Logger;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((event: ProgressEvent) => void) | undefined;
  /** Names the run's directory; default: the time and six random hex digits. */
  readonly runId?: string | undefined;
}

/**
 * Begins a run: makes `<out>/runs/<runId>` and sweeps up what killed processes left unfinished. Throws a
 * RampartError('usage') for a run id that is no plain file name.
 */
export async function createRunContext(options: RunOptions): Promise<RunContext> {
  const { seed, logger, signal, progress = () => {}, runId = newRunId() } = options;
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(runId)) {
    throw new RampartError('usage', {
      where: 'the run id',
      expected: 'letters, digits, `.`, `_` and `-`',
      received: quote(runId),
    });
  }
  const out = resolve(options.out);
  const store = openStore(resolve(options.store ?? join(out, 'bundles')));
  const own = join(out, 'runs', runId);
  await makeDirectory(own);
  for (const directory of [out, join(out, 'artifacts'), join(out, 'runs')]) {
    const removed = await removeStaleTemporaries(directory);
    if (removed.length > 0) logger.info('removed what a killed process left', { directory, removed });
  }
  const removed = await sweepUnfinished(out);
  if (removed.length > 0) logger.info('removed what a killed process left', { directory: out, removed });
  return {
    runId,
    out,
    store,
    seed,
    logger,
    signal,
    progress,
    resolve: (file) => join(out, file.path),
    use: (home) => appendFile(join(own, usedArtifactsFile), `${home}\n`),
  };
}

/** Sorts by time of start; UTC. */
function newRunId(): string {
  const time = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${time}-${randomBytes(3).toString('hex')}`;
}
