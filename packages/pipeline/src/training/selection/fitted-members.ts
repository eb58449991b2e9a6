/** Numbers that are kept at most: 256 MB of float64. */
const mostNumbers = 2 ** 25;

/** Trained members of folds for as long as there is room, the last ones longest: whatever is gone can be fitted again. */
export class FittedMembers {
  readonly #kept = new Map<string, { readonly fitted: unknown; readonly numbers: number }>();
  #numbers = 0;

  get(key: string): unknown {
    return this.#kept.get(key)?.fitted;
  }

  /** Keeps a member that learned so many numbers. */
  keep(key: string, fitted: unknown, numbers: number): void {
    this.#kept.set(key, { fitted, numbers });
    this.#numbers += numbers;
    for (const [oldest, one] of this.#kept) {
      if (this.#numbers <= mostNumbers) return;
      this.#kept.delete(oldest);
      this.#numbers -= one.numbers;
    }
  }
}
