import { join } from 'node:path';
import { type Config, digestOf, type Random, RampartError } from '@rampart/core';
import { branchesOf, networkKeys, partialKey, type Trial, type TrialBranch } from './candidate-settings.ts';
import type { EncodedRows } from '../../features/encoded-rows.ts';
import type { EpochRecord } from '../learners/network/fit-network.ts';
import { hasPartial } from '../fit-candidate.ts';
import type { FitPool } from '../threads/fit-pool.ts';
import { costOf, epochsOf, type FitOutcome, type FitTask, runFitTask } from '../threads/fit-task.ts';
import { createFoldRows } from './fold-rows.ts';
import { outputUnits } from '../learners/network/network.ts';
import { runJobs } from './search/run-jobs.ts';
import { meanSubsets, noteFold, type TriedCandidate, untried } from './tried-candidate.ts';

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

/** Tries candidates fold by fold. Preprocessing is fitted anew on the rows of each fold's other side. */
export class OutOfFold {
  readonly #rows: EncodedRows;
  readonly #options: OutOfFoldOptions;
  readonly #foldRows: ReturnType<typeof createFoldRows>;
  /** Rows of each fold. */
  readonly #counts: Int32Array;
  readonly #outcomes = new Map<string, Promise<FitOutcome>>();

  constructor(rows: EncodedRows, options: OutOfFoldOptions) {
    this.#rows = rows;
    this.#options = options;
    this.#foldRows = createFoldRows(rows, options.fold);
    this.#counts = new Int32Array(options.folds);
    for (const held of options.fold) this.#counts[held]!++;
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
    try {
      const outcomes = await this.#run(this.#fitsOf(candidate, held));
      noteFold(candidate, held, outcomes, this.#counts[held]!);
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
      const [first] = this.#fitsOf(candidate, held);
      candidate.subsetLogits.set(held, meanSubsets(await this.#run([{ ...first!, partial: true }])));
      onFit?.(`${name}, fold ${held + 1} of ${folds}`);
    });
  }

  /** Each network of a candidate as one of its own, with what came of it in the candidate's folds. */
  async partsOf(candidate: TriedCandidate): Promise<TriedCandidate[]> {
    const parts = branchesOf(candidate).map((branch, at) => {
      const named = { ...branch.candidate, name: `${branch.candidate.name}#${at + 1}` };
      return untried({ ...branch, candidate: named, beside: [], drawn: candidate.drawn });
    });
    for (const held of candidate.logits.keys()) {
      const outcomes = await this.#run(this.#fitsOf(candidate, held));
      for (const [at, part] of parts.entries()) noteFold(part, held, [outcomes[at]!], this.#counts[held]!);
    }
    return parts;
  }

  /** Operations that a candidate's networks take in one fold. */
  costOf(candidate: TriedCandidate): number {
    return this.#fitsOf(candidate, 0).reduce((sum, fit) => sum + costOf(this.#taskOf(fit)), 0);
  }

  /**
   * A candidate's logits of the rows of the first `folds` folds, in the order of the rows, row-major; with the feature
   * groups of that number in `groupSubsets` alone, 0 being all.
   */
  logits(candidate: TriedCandidate, folds: number, subset = 0): Float64Array {
    const { fold } = this.#options;
    const outputs = outputUnits(this.#rows.classes);
    const next = new Int32Array(this.#options.folds);
    const count = this.#counts.subarray(0, folds).reduce((sum, rows) => sum + rows, 0);
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

  /** Fits networks of a fold one after the other; their epochs are told as one course. */
  async #run(fits: readonly Fit[]): Promise<FitOutcome[]> {
    const { fold, folds, pool, onEpoch, signal } = this.#options;
    const outcomes: FitOutcome[] = [];
    const planned = fits.map(({ held, ...fit }) =>
      epochsOf({ ...fit, data: { rows: fold.length - this.#counts[held]! } }),
    );
    const epochs = planned.reduce((sum, count) => sum + count, 0);
    let before = 0;
    for (const [at, fit] of fits.entries()) {
      const { name } = fit.candidate;
      const done = before;
      const tell = (record: EpochRecord) =>
        onEpoch?.({
          ...record,
          epoch: done + record.epoch,
          epochs,
          candidate: name,
          fold: fit.held + 1,
          folds,
        });
      const hooks = { onEpoch: tell, signal };
      const key = keyOf(fit);
      const begin = () => {
        const task = this.#taskOf(fit);
        return pool?.run(task, hooks) ?? runFitTask(task, hooks);
      };
      const outcome = this.#outcomes.get(key) ?? begin();
      this.#outcomes.set(key, outcome);
      outcomes.push(await outcome);
      before += planned[at]!;
    }
    return outcomes;
  }

  /** One for each network of the candidate. */
  #fitsOf(candidate: TriedCandidate, held: number): Fit[] {
    const branches = branchesOf(candidate);
    const keys = networkKeys(branches);
    return branches.map((branch, at) => ({ ...branch, key: keys[at]!, held, partial: false }));
  }

  #taskOf(fit: Fit): FitTask {
    const { training, random, resumeFrom } = this.#options;
    const { classWeights, oversampling } = training;
    const { candidate, transformation, held, partial } = fit;
    return {
      ...this.#foldRows(held, transformation),
      partial,
      candidate,
      classWeights,
      oversampling,
      seed: random.fork(keyOf(fit)).seed,
      ...(resumeFrom && { keep: join(resumeFrom, digestOf(keyOf(fit)).slice(0, 16)) }),
    };
  }
}

/** A network to try on a fold. */
interface Fit extends TrialBranch {
  readonly key: string;
  readonly held: number;
  /** Whether it is that for rows that lack feature groups. */
  readonly partial: boolean;
}

/** Names a fit: candidates that share a network share its training. */
function keyOf({ key, held, partial }: Fit): string {
  return `${partial ? partialKey(key) : key}, fold ${held + 1}`;
}
