/** A fit may take this much longer than those like it. */
const margin = 1.15;

/** A fit of fewer operations takes its time for other things, such as a thread that starts. */
const leastCost = 1e7;

/** So many of the measured fits that cost most alike tell how long another one takes, … */
const neighbours = 3;
/** … as far as none is this much farther off than the nearest: a small network's operations take longer. */
const farther = 2;

/** Foretells how long a fit takes from its cost, in operations, and from how long others took. */
export class SecondsEstimate {
  readonly #measured: { readonly cost: number; readonly seconds: number }[] = [];

  note(cost: number, seconds: number): void {
    this.#measured.push({ cost: Math.max(cost, leastCost), seconds });
  }

  /** Seconds, rather too many than too few: at the slowest rate among the fits of most similar cost. */
  of(operations: number): number {
    const cost = Math.max(operations, leastCost);
    const measured = this.#measured
      .map((one) => ({ ...one, distance: Math.abs(Math.log(one.cost / cost)) }))
      .sort((a, b) => a.distance - b.distance);
    const nearest = measured
      .slice(0, neighbours)
      .filter(({ distance }) => distance <= measured[0]!.distance + Math.log(farther));
    return margin * cost * Math.max(0, ...nearest.map((one) => one.seconds / one.cost));
  }
}
