import { join } from 'node:path';
import { type Random, RampartError } from '@rampart/core';
import { digestOf } from '@rampart/core/internal';
import { type EncodedRows, takeEncoded } from '../../features/encoded-rows.ts';
import type { RowEdit } from '../../features/edit-columns.ts';
import { type EpochRecord, type Learner, learnerOf } from '../learners/learner.ts';
import type { FitPool } from '../threads/fit-pool.ts';
import type { FitTask } from '../threads/member-task.ts';
import type { FoldOutcome } from '../threads/outcome-file.ts';
import { costOfMembers, courseOf, meanOf } from './ensemble.ts';
import { FittedMembers } from './fitted-members.ts';
import { createFoldRows } from './fold-rows.ts';
import { joinFolds } from './join-folds.ts';
import { runJobs } from './search/run-jobs.ts';
import { memberKey, type Trial, type TrialMember, trialOf, type TrialOptions } from './trial.ts';
import { noteFold, type TriedCandidate, untried } from './tried-candidate.ts';
import { outputUnits } from '../learners/class-logits.ts';

/** One epoch of one of a training's members. */
export interface MemberEpoch extends EpochRecord {
  readonly candidate: string;
  /** The fold that the member does not see, from 1, of `folds`; null for the one on all training rows. */
  readonly fold: number | null;
  readonly folds: number;
}

/** How candidates are tried on rows they were not trained on. */
export interface OutOfFoldOptions {
  /** Fold (0 … folds - 1) of each row. */
  readonly fold: Int32Array;
  readonly folds: number;
  readonly config: TrialOptions['config'];
  readonly random: Random;
  readonly pool: FitPool;
  /** Called after each candidate's fold with what it was. */
  readonly onFit?: ((note: string) => void) | undefined;
  /** Called with every epoch of every member. */
  readonly onEpoch?: ((epoch: MemberEpoch) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Directory of what lets a killed run go on; nothing is kept where left out. */
  readonly resumeFrom?: string | undefined;
}

/** Tries candidates fold by fold. Each member learns from the encoded rows of the fold's other side alone. */
export class OutOfFold {
  readonly #rows: EncodedRows;
  readonly #options: OutOfFoldOptions;
  readonly #foldRows: ReturnType<typeof createFoldRows>;
  /** Rows of each fold. */
  readonly #counts: Int32Array;
  readonly #outcomes = new Map<string, Promise<Outcome>>();
  readonly #members = new FittedMembers();

  constructor(rows: EncodedRows, options: OutOfFoldOptions) {
    this.#rows = rows;
    this.#options = options;
    this.#foldRows = createFoldRows(rows, options.fold);
    this.#counts = new Int32Array(options.folds);
    for (const held of options.fold) this.#counts[held]!++;
  }

  /** Fits that run at a time. */
  get width(): number {
    return this.#options.pool.concurrency;
  }

  get #learners(): readonly Learner[] {
    return this.#options.pool.learners;
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

  /** Trains a candidate's members on all folds but one and scores that one. */
  async fit(candidate: TriedCandidate, held: number): Promise<void> {
    const { folds, onFit } = this.#options;
    if (candidate.failure !== undefined) return;
    try {
      const outcomes = await this.#run(candidate, candidate.members, held, (member, tell) =>
        this.#outcome(member, held, tell),
      );
      noteFold(candidate, held, outcomes, this.#counts[held]!);
    } catch (error) {
      const diverged = error instanceof RampartError && error.code === 'training';
      if (!diverged || !candidate.drawn) throw error;
      candidate.failure = error;
    }
    onFit?.(`${candidate.name}, fold ${held + 1} of ${folds}`);
  }

  /** Each member of a candidate as one of its own, with what came of it in the candidate's folds. */
  async partsOf(candidate: TriedCandidate): Promise<TriedCandidate[]> {
    const options = { ...this.#rows, config: this.#options.config, learners: this.#learners };
    const parts = candidate.members.map((member) => {
      const name = member.key === memberKey(member.name) ? member.name : member.key;
      return untried(trialOf(name, [member], candidate.drawn, options));
    });
    for (const held of candidate.logits.keys()) {
      for (const part of parts) {
        noteFold(part, held, [await this.#outcome(part.members[0]!, held)], this.#counts[held]!);
      }
    }
    return parts;
  }

  /** Operations that a candidate's members take in one fold. */
  costOf(candidate: Trial): number {
    const rows = this.#options.fold.length - this.#counts[0]!;
    return costOfMembers(candidate.members, { ...this.#rows, rows }, this.#learners);
  }

  /** A candidate's logits of the rows of the first `folds` folds, in the order of the rows, row-major. */
  logits(candidate: TriedCandidate, folds: number): Float64Array {
    const fold = this.#options.fold.filter((held) => held < folds);
    return joinFolds(fold, outputUnits(this.#rows.classes), (held) => candidate.logits.get(held)!);
  }

  /**
   * Logits of all rows, or of those of the given numbers, after each of the edits, as the mean of these members of a
   * candidate, each row by those that have not seen its fold. While there is room for what the members of folds
   * learned, none is trained again for it.
   */
  async editedLogits(
    candidate: Trial,
    members: readonly TrialMember[],
    edits: readonly RowEdit[],
    { rows, onFold }: EditedRows = {},
  ): Promise<Float64Array[]> {
    const { fold, folds, pool, signal } = this.#options;
    const own = rows?.map((row) => fold[row]!) ?? fold;
    const parts: Float64Array[][] = [];
    await runJobs(Array(folds).keys(), this.width, async (held) => {
      const all = await this.#run(candidate, members, held, (member, tell) =>
        this.#fitted(member, held, tell),
      );
      const some = rows?.filter((row) => fold[row] === held);
      const { columns: test } =
        some === undefined ? this.#foldRows(held).test : takeEncoded(this.#rows, some);
      const scored = await Promise.all(
        members.map(({ family }, at) => pool.run({ family, fitted: all[at], test, edits }, { signal })),
      );
      parts[held] = edits.map((_, edit) => meanOf(scored.map((logits) => logits[edit]!)));
      onFold?.(held);
    });
    const outputs = outputUnits(this.#rows.classes);
    return edits.map((_, edit) => joinFolds(own, outputs, (held) => parts[held]![edit]!));
  }

  /** The same of those that answer rows which lack feature groups: a candidate's own members, or others, trained now. */
  async incompleteLogits(candidate: Trial, edits: readonly RowEdit[]): Promise<Float64Array[]> {
    const { name, members, incomplete } = candidate;
    if (edits.length === 0) return [];
    if (incomplete.length === 0) return this.editedLogits(candidate, members, edits);
    const { folds, onFit } = this.#options;
    return this.editedLogits(candidate, incomplete, edits, {
      onFold: (held) => onFit?.(`${name}, incomplete rows, fold ${held + 1} of ${folds}`),
    });
  }

  /** Does something with each member of a fold, one after the other; their epochs are told as one course. */
  async #run<T>(
    { name: candidate }: Trial,
    members: readonly TrialMember[],
    held: number,
    work: (member: TrialMember, tell: (record: EpochRecord) => void) => Promise<T>,
  ): Promise<T[]> {
    const { fold, folds, onEpoch } = this.#options;
    const course = courseOf(members, fold.length - this.#counts[held]!, this.#learners);
    const results: T[] = [];
    for (const [at, member] of members.entries()) {
      const tell = (record: EpochRecord) =>
        onEpoch?.({ ...course.counted(record, at), candidate, fold: held + 1, folds });
      results.push(await work(member, tell));
    }
    return results;
  }

  /** What comes of a member in a fold. Candidates that share a member share its training. */
  #outcome(member: TrialMember, held: number, onEpoch?: (record: EpochRecord) => void): Promise<Outcome> {
    const { pool, signal } = this.#options;
    const key = foldKey(member, held);
    const begin = async () => {
      const test = this.#foldRows(held).test.columns;
      const { fitted, ...outcome } = await pool.run(
        { ...this.#taskOf(member, held), test },
        { onEpoch, signal },
      );
      if (fitted !== undefined) this.#members.keep(key, fitted, outcome.parameters);
      return outcome;
    };
    const outcome = this.#outcomes.get(key) ?? begin();
    this.#outcomes.set(key, outcome);
    return outcome;
  }

  /** What a member learned in a fold; it learns the same again where that is not known any more. */
  async #fitted(member: TrialMember, held: number, onEpoch: (record: EpochRecord) => void): Promise<unknown> {
    const { pool, signal } = this.#options;
    const key = foldKey(member, held);
    const known = this.#members.get(key);
    if (known !== undefined) return known;
    const { fitted } = await pool.run(this.#taskOf(member, held), { onEpoch, signal });
    this.#members.keep(key, fitted, learnerOf(this.#learners, member.family).parameters(fitted));
    return fitted;
  }

  #taskOf(member: TrialMember, held: number): FitTask {
    const { random, resumeFrom } = this.#options;
    const { family, settings } = member;
    const key = foldKey(member, held);
    return {
      family,
      settings,
      rows: this.#foldRows(held).train,
      seed: random.fork(key).seed,
      ...(resumeFrom && { keep: join(resumeFrom, digestOf(key).slice(0, 16)) }),
    };
  }
}

/** Which rows are scored after an edit, and who is told of every fold. */
interface EditedRows {
  /** Their numbers, rising; all where left out. */
  readonly rows?: Int32Array | undefined;
  readonly onFold?: (held: number) => void;
}

type Outcome = Omit<FoldOutcome, 'fitted'>;

function foldKey({ key }: TrialMember, held: number): string {
  return `${key}, fold ${held + 1}`;
}
