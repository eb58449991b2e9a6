import { join } from 'node:path';
import { RampartError } from '@rampart/core';
import { digestOf } from '@rampart/core/internal';
import { type EncodedRows, takeEncoded } from '../../features/encoded-rows.ts';
import type { RowEdit } from '../../features/edit-columns.ts';
import { type EpochRecord, type Learner, learnerOf } from '../learners/learner.ts';
import type { FitTask } from '../threads/member-task.ts';
import type { Blend } from './blend/choose-blend.ts';
import { costOfMembers, courseOf, meanOf } from './ensemble.ts';
import { FittedMembers } from './fitted-members.ts';
import { createFoldRows } from './fold-rows.ts';
import { joinFolds } from './join-folds.ts';
import type { EditedRows, OutOfFoldOptions } from './out-of-fold-options.ts';
import { runJobs } from './search/run-jobs.ts';
import type { Trial, TrialMember } from './trial.ts';
import { type MemberOutcome, type TriedCandidate, untried } from './tried-candidate.ts';
import { outputUnits } from '../learners/class-logits.ts';

/** Tries candidates fold by fold. Each member learns from the encoded rows of the fold's other side alone. */
export class OutOfFold {
  readonly #rows: EncodedRows;
  readonly #options: OutOfFoldOptions;
  readonly #foldRows: ReturnType<typeof createFoldRows>;
  /** Rows of each fold. */
  readonly #counts: Int32Array;
  readonly #outcomes = new Map<string, Promise<MemberOutcome>>();
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
      candidate.outcomes.set(held, outcomes);
    } catch (error) {
      const diverged = error instanceof RampartError && error.code === 'training';
      if (!diverged || !candidate.drawn) throw error;
      candidate.failure = error;
    }
    onFit?.(`${candidate.name}, fold ${held + 1} of ${folds}`);
  }

  /** Operations that members take in one fold. */
  costOf(members: readonly TrialMember[]): number {
    const rows = this.#options.fold.length - this.#counts[0]!;
    return costOfMembers(members, { ...this.#rows, rows }, this.#learners);
  }

  /**
   * A candidate's logits of the rows of the first `folds` folds, in the order of the rows, row-major; those of rows of a
   * fold are averaged by the weights that a blend has for it.
   */
  logits({ outcomes }: TriedCandidate, folds: number, blend?: Blend): Float64Array {
    return this.#join(folds, (held) =>
      meanOf(
        outcomes.get(held)!.map(({ logits }) => logits),
        blend?.held[held],
      ),
    );
  }

  /** The same of each of its members. */
  memberLogits({ members, outcomes }: TriedCandidate, folds: number): Float64Array[] {
    return members.map((_, at) => this.#join(folds, (held) => outcomes.get(held)![at]!.logits));
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
    { blend, rows, onFold }: EditedRows = {},
  ): Promise<Float64Array[]> {
    const { fold, folds, pool, signal } = this.#options;
    const parts: Float64Array[][] = [];
    await runJobs(Array(folds).keys(), this.width, async (held) => {
      const all = await this.#run(candidate, members, held, (member, tell) =>
        this.#fitted(member, held, tell),
      );
      const some = rows?.filter((row) => fold[row] === held);
      const { columns: test } = some ? takeEncoded(this.#rows, some) : this.#foldRows(held).test;
      const scored = await Promise.all(
        members.map(({ family }, at) => pool.run({ family, fitted: all[at], test, edits }, { signal })),
      );
      parts[held] = edits.map((_, edit) =>
        meanOf(
          scored.map((logits) => logits[edit]!),
          blend?.held[held],
        ),
      );
      onFold?.(held);
    });
    const own = rows?.map((row) => fold[row]!) ?? fold;
    const outputs = outputUnits(this.#rows.classes);
    return edits.map((_, edit) =>
      joinFolds(
        parts.map((part) => part[edit]!),
        own,
        outputs,
      ),
    );
  }

  /** The same of those that answer rows which lack feature groups: a candidate's own members, or others, trained now. */
  async incompleteLogits(
    candidate: Trial,
    edits: readonly RowEdit[],
    blend?: Blend,
  ): Promise<Float64Array[]> {
    const { name, members, incomplete } = candidate;
    if (edits.length === 0) return [];
    if (incomplete.length === 0) return this.editedLogits(candidate, members, edits, { blend });
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
  #outcome(
    member: TrialMember,
    held: number,
    onEpoch?: (record: EpochRecord) => void,
  ): Promise<MemberOutcome> {
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

  /** Logits of the rows of the first `folds` folds in the order of the rows. */
  #join(folds: number, logitsOf: (held: number) => Float64Array): Float64Array {
    const parts = Array.from({ length: folds }, (_, held) => logitsOf(held));
    return joinFolds(parts, this.#options.fold, outputUnits(this.#rows.classes));
  }
}

function foldKey({ key }: TrialMember, held: number): string {
  return `${key}, fold ${held + 1}`;
}
