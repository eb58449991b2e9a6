import { join } from 'node:path';
import { type Config, digestOf, type Random, RampartError } from '@rampart/core';
import { branchesOf, type Trial } from './candidate-settings.ts';
import type { EncodedRows } from './encoded-rows.ts';
import type { EpochRecord } from './fit-network.ts';
import { hasPartial } from './fit-candidate.ts';
import type { FitPool } from './fit-pool.ts';
import { costOf, epochsOf, type FitOutcome, type FitTask, runFitTask } from './fit-task.ts';
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
  /** Numbers that its networks learn: the largest over the folds, whose preprocessing may differ in width. */
  parameters: number;
  /** Multiplications and additions that a row takes, roughly: members and seeds each take theirs. */
  cost: number;
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
  readonly #outcomes = new Map<string, Promise<FitOutcome>>();

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

  /** Trains a candidate's networks on all folds but one and scores that one. */
  async fit(candidate: TriedCandidate, held: number): Promise<void> {
    const { folds, onFit } = this.#options;
    const { name } = candidate.candidate;
    if (candidate.failure !== undefined) return;
    const tasks = this.#tasks(candidate, held);
    try {
      const outcomes = await this.#run(tasks, held);
      candidate.logits.set(held, meanOf(outcomes.map(({ logits }) => logits)));
      candidate.subsetLogits.set(held, meanSubsets(outcomes));
      const sum = (of: (outcome: FitOutcome, at: number) => number) =>
        outcomes.reduce((total, outcome, at) => total + of(outcome, at), 0);
      const networks = ({ members, seeds }: FitTask['candidate']) => members * seeds;
      candidate.parameters = Math.max(
        candidate.parameters,
        sum(({ parameters }) => parameters),
      );
      candidate.cost = Math.max(
        candidate.cost,
        sum(({ parameters }, at) => parameters * networks(tasks[at]!.candidate)),
      );
      candidate.seconds += sum(({ seconds }) => seconds);
      candidate.predictSeconds += sum(({ predictSeconds }) => predictSeconds);
      candidate.predictedRows += tasks[0]!.test.rows;
    } catch (error) {
      const diverged = error instanceof RampartError && error.code === 'training';
      if (!diverged || !candidate.drawn) throw error;
      candidate.failure = error;
    }
    onFit?.(`${name}, fold ${held + 1} of ${folds}`);
  }

  /** Trains the network for rows that lack feature groups, where the candidate has one, on every fold. */
  async fitPartial(candidate: TriedCandidate): Promise<void> {
    const { folds, onFit } = this.#options;
    if (!hasPartial(this.#rows.featureGroups, candidate.candidate)) return;
    const name = `${candidate.candidate.name}, incomplete rows`;
    await runJobs(Array(folds).keys(), this.width, async (held) => {
      // Of the first network only: averaging would cost more than such rows gain.
      const [task] = this.#tasks(candidate, held, true);
      candidate.subsetLogits.set(held, meanSubsets(await this.#run([task!], held)));
      onFit?.(`${name}, fold ${held + 1} of ${folds}`);
    });
  }

  /** Operations that a candidate's networks take in one fold. */
  costOf(candidate: TriedCandidate): number {
    return this.#tasks(candidate, 0).reduce((sum, task) => sum + costOf(task), 0);
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

  /** Does tasks one after the other; their epochs are told as one course. */
  async #run(tasks: readonly KeyedTask[], held: number): Promise<FitOutcome[]> {
    const { folds, pool, onEpoch, signal } = this.#options;
    const outcomes: FitOutcome[] = [];
    const planned = tasks.map(epochsOf);
    const epochs = planned.reduce((sum, count) => sum + count, 0);
    let before = 0;
    for (const [at, task] of tasks.entries()) {
      const { name } = task.candidate;
      const done = before;
      const tell = (record: EpochRecord) =>
        onEpoch?.({ ...record, epoch: done + record.epoch, epochs, candidate: name, fold: held + 1, folds });
      const hooks = { onEpoch: tell, signal };
      const outcome = this.#outcomes.get(task.key) ?? pool?.run(task, hooks) ?? runFitTask(task, hooks);
      this.#outcomes.set(task.key, outcome);
      outcomes.push(await outcome);
      before += planned[at]!;
    }
    return outcomes;
  }

  /** One for each network of the candidate. */
  #tasks(candidate: TriedCandidate, held: number, partial = false): KeyedTask[] {
    const { training, random, resumeFrom } = this.#options;
    const { classWeights, oversampling } = training;
    return branchesOf(candidate).map(({ candidate: network, transformation }) => {
      const { name: _, ...settings } = network;
      const name = digestOf({ settings, transformation, held }).slice(0, 16);
      const { data, test } = this.#foldRows(held, transformation);
      const key = partial ? `${name}-partial` : name;
      return {
        data,
        test,
        partial,
        candidate: network,
        classWeights,
        oversampling,
        // One stream for both networks of a candidate, as where both are trained together.
        seed: random.fork(name).seed,
        key,
        ...(resumeFrom && { keep: join(resumeFrom, key) }),
      };
    });
  }
}

/** A task with what names it and all that determines it: candidates that share a network share its training. */
interface KeyedTask extends FitTask {
  readonly key: string;
}

/** The mean over outcomes of the logits of each subset of the feature groups. */
function meanSubsets(outcomes: readonly FitOutcome[]): Float64Array[] {
  return outcomes[0]!.subsetLogits.map((_, subset) =>
    meanOf(outcomes.map(({ subsetLogits }) => subsetLogits[subset]!)),
  );
}

/** The mean of arrays of one length; the array itself where there is one. */
export function meanOf(arrays: readonly Float64Array[]): Float64Array {
  const [first, ...others] = arrays as [Float64Array];
  if (others.length === 0) return first;
  return first.map((value, i) => others.reduce((sum, other) => sum + other[i]!, value) / arrays.length);
}

/** A candidate before its first fold. */
export function untried(trial: Trial): TriedCandidate {
  return {
    ...trial,
    logits: new Map(),
    subsetLogits: new Map(),
    parameters: 0,
    cost: 0,
    seconds: 0,
    predictSeconds: 0,
    predictedRows: 0,
    failure: undefined,
  };
}
