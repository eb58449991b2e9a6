import { join } from 'node:path';
import { type Config, digestOf, type Random, RampartError } from '@rampart/core';
import type { Trial } from './candidate-settings.ts';
import type { EncodedRows } from './encoded-rows.ts';
import type { EpochRecord } from './fit-network.ts';
import type { FitPool } from './fit-pool.ts';
import { costOf, type FitTask, runFitTask } from './fit-task.ts';
import { createFoldRows } from './fold-rows.ts';
import { outputUnits } from './network.ts';
import { runJobs } from './search/run-jobs.ts';

/** One epoch of one of a training's networks. */
export interface NetworkEpoch extends EpochRecord {
  readonly candidate: string;
  /** The fold that the network does not see, from 1, of `folds`; null for the one on all training rows. */
  readonly fold: number | null;
  readonly folds: number;
}

/** How candidates are tried on rows they were not trained on. */
export interface OutOfFoldOptions {
  /** Fold (0 … folds - 1) of each row. */
  readonly fold: Int32Array;
  readonly folds: number;
  readonly training: Pick<Config['training'], 'classWeights' | 'oversampling'>;
  readonly random: Random;
  readonly pool?: FitPool | undefined;
  /** Called after each network with what it was. */
  readonly onFit?: ((note: string) => void) | undefined;
  /** Called with every epoch of every network. */
  readonly onEpoch?: ((epoch: NetworkEpoch) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Directory of what lets a killed run go on; nothing is kept where left out. */
  readonly resumeFrom?: string | undefined;
}

/** A candidate with what came of it in the folds it has been tried on so far. */
export interface TriedCandidate extends Trial {
  /** Fold → logits of its rows in their order, row-major [rows × outputs]. */
  readonly logits: Map<number, Float64Array>;
  /** Fold → the same with some feature groups hidden, as `FitOutcome` has them. */
  readonly subsetLogits: Map<number, readonly Float64Array[]>;
  /** Numbers that the network learns: the largest over the folds, whose preprocessing may differ in width. */
  parameters: number;
  /** Spent on training, over all folds. */
  seconds: number;
  /** Spent on scoring `predictedRows` rows. */
  predictSeconds: number;
  predictedRows: number;
  /** Why it is out of the question: its training left the finite numbers. Only one that was drawn may do so. */
  failure: RampartError | undefined;
}

/** Tries candidates fold by fold. Preprocessing is fitted anew on the rows of each fold's other side. */
export class OutOfFold {
  readonly #rows: EncodedRows;
  readonly #options: OutOfFoldOptions;
  readonly #foldRows: ReturnType<typeof createFoldRows>;

  constructor(rows: EncodedRows, options: OutOfFoldOptions) {
    this.#rows = rows;
    this.#options = options;
    this.#foldRows = createFoldRows(rows, options.fold);
  }

  /** Fits that run at a time. */
  get width(): number {
    return this.#options.pool?.concurrency ?? 1;
  }

  /** Tries every candidate on every fold, fold by fold, so that only the rows of a fold or two are in memory. */
  async tryAll(trials: readonly Trial[]): Promise<TriedCandidate[]> {
    const all = trials.map(untried);
    const jobs = Array.from({ length: this.#options.folds }, (_, held) =>
      all.map((candidate) => ({ candidate, held })),
    );
    // One more than there are threads, so that none waits while this one prepares rows.
    const width = this.width === 1 ? 1 : this.width + 1;
    await runJobs(jobs.flat(), width, ({ candidate, held }) => this.fit(candidate, held));
    return all;
  }

  /** Trains a candidate's network on all folds but one and scores that one. */
  async fit(candidate: TriedCandidate, held: number): Promise<void> {
    const { folds, pool, onFit, onEpoch, signal } = this.#options;
    const { name } = candidate.candidate;
    if (candidate.failure !== undefined) return;
    const task = this.#task(candidate, held);
    const hooks = {
      onEpoch: (record: EpochRecord) => onEpoch?.({ ...record, candidate: name, fold: held + 1, folds }),
      signal,
    };
    try {
      const outcome = await (pool?.run(task, hooks) ?? runFitTask(task, hooks));
      candidate.logits.set(held, outcome.logits);
      candidate.subsetLogits.set(held, outcome.subsetLogits);
      candidate.parameters = Math.max(candidate.parameters, outcome.parameters);
      candidate.seconds += outcome.seconds;
      candidate.predictSeconds += outcome.predictSeconds;
      candidate.predictedRows += task.test.rows;
    } catch (error) {
      const diverged = error instanceof RampartError && error.code === 'training';
      if (!diverged || !candidate.drawn) throw error;
      candidate.failure = error;
    }
    onFit?.(`${name}, fold ${held + 1} of ${folds}`);
  }

  /** Operations that one of a candidate's fits takes. */
  costOf(candidate: TriedCandidate): number {
    return costOf(this.#task(candidate, 0));
  }

  /**
   * A candidate's logits of the rows of the first `folds` folds, in the order of the rows, row-major; with the feature
   * groups of that number in `groupSubsets` alone, 0 being all.
   */
  logits(candidate: TriedCandidate, folds: number, subset = 0): Float64Array {
    const { fold } = this.#options;
    const outputs = outputUnits(this.#rows.classes);
    const next = new Int32Array(this.#options.folds);
    const count = fold.reduce((sum, held) => sum + (held < folds ? 1 : 0), 0);
    const joined = new Float64Array(count * outputs);
    let at = 0;
    for (const held of fold) {
      if (held >= folds) continue;
      const from = next[held]!++ * outputs;
      const logits =
        subset === 0 ? candidate.logits.get(held) : candidate.subsetLogits.get(held)?.[subset - 1];
      joined.set(logits!.subarray(from, from + outputs), at);
      at += outputs;
    }
    return joined;
  }

  #task(candidate: TriedCandidate, held: number): FitTask {
    const { training, random } = this.#options;
    const seed = random.fork(`${candidate.candidate.name}/${held}`).seed;
    const rows = this.#foldRows(held, candidate.transformation);
    const { classWeights, oversampling } = training;
    const { candidate: settings, transformation } = candidate;
    const { resumeFrom } = this.#options;
    return {
      ...rows,
      candidate: settings,
      classWeights,
      oversampling,
      seed,
      ...(resumeFrom && {
        keep: join(resumeFrom, digestOf({ settings, transformation, held }).slice(0, 16)),
      }),
    };
  }
}

/** A candidate before its first fold. */
export function untried(trial: Trial): TriedCandidate {
  return {
    ...trial,
    logits: new Map(),
    subsetLogits: new Map(),
    parameters: 0,
    seconds: 0,
    predictSeconds: 0,
    predictedRows: 0,
    failure: undefined,
  };
}
