/** Numbers that are kept at most: 256 MB of float64. */
const mostNumbers = 2 ** 25;

/** Trained members of folds for as long as there is room, the last ones longest: whatever is gone can be fitted again. */
export class FittedMembers {
  readonly #most: number;
  readonly #kept = new Map<string, { readonly fitted: unknown; readonly numbers: number }>();
  #numbers = 0;

  constructor(most = mostNumbers) {
    this.#most = most;
  }

  get(key: string): unknown {
    return this.#kept.get(key)?.fitted;
  }

  /** Keeps a member that learned so many numbers. */
  keep(key: string, fitted: unknown, numbers: number): void {
    this.#numbers += numbers - (this.#kept.get(key)?.numbers ?? 0);
    this.#kept.delete(key);
    this.#kept.set(key, { fitted, numbers });
    for (const [oldest, one] of this.#kept) {
      if (this.#numbers <= this.#most) return;
      this.#kept.delete(oldest);
      this.#numbers -= one.numbers;
    }
  }
}
