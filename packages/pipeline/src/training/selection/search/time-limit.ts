/** What a time limit goes by; all times are seconds. */
export interface TimeLimitOptions<T> {
  /** Seconds since an arbitrary beginning. */
  now(): number;
  /** When everything must be over, on the same clock. */
  readonly end: number;
  /** Folds tried after each rung. */
  readonly rungs: readonly number[];
  /** Share of the time at which each rung must be over, rising to 1. */
  readonly rungEnds: readonly number[];
  /** Fits at a time. */
  readonly width: number;
  /** Foretold for one fit of the candidate, and for its last fit on all rows, should it win. */
  estimate(trial: T): { readonly fit: number; readonly refit: number };
  /** For the last fit of the best of those that were tried before. */
  readonly refit: number;
}

/** Lets nothing begin that could not be over in time, the last fit of whoever wins among it. */
export class TimeLimit<T> {
  readonly #options: TimeLimitOptions<T>;
  readonly #start: number;
  /** Seconds foretold for fits that were admitted and are not over; those of one fit by candidate. */
  #promised = 0;
  readonly #foretold = new Map<T, number>();
  #rung = -1;
  /** Of the rung under way: when its fits will be over at the latest, and the longest last fit that it may lead to. */
  #latest = 0;
  #refit = 0;

  constructor(options: TimeLimitOptions<T>) {
    this.#options = options;
    this.#start = options.now();
  }

  /** Whether `folds` more fits of the candidate can begin; if so they are counted as begun. */
  admits(trial: T, rung: number, folds: number): boolean {
    const { now, end, rungs, rungEnds, width, estimate, refit: before } = this.#options;
    const { fit, refit } = estimate(trial);
    const first = rung !== this.#rung;
    // Who is not in the rung any more can not win.
    const reserve = Math.max(first ? before : this.#refit, refit);
    const last = end - reserve;
    // The best of a rung goes on while there is time for it to the end: else the rungs before would be for nothing.
    const best = first && rung > 0;
    const share = best ? 1 : rungEnds[rung]!;
    const fits = best ? rungs.at(-1)! - rungs[rung - 1]! : folds;
    // Graham's bound on the end of jobs that are begun in their order whenever one of `width` lanes is free.
    const over = now() + (this.#promised + fits * fit) / width + fit * (1 - 1 / width);
    if (over > this.#start + share * (last - this.#start)) return false;
    if (!first && this.#latest > last) return false;
    this.#rung = rung;
    this.#refit = reserve;
    this.#latest = first ? over : Math.max(this.#latest, over);
    this.#promised += folds * fit;
    this.#foretold.set(trial, fit);
    return true;
  }

  /** To be called when a fit of an admitted candidate is over. */
  over(trial: T): void {
    this.#promised -= this.#foretold.get(trial)!;
  }
}
