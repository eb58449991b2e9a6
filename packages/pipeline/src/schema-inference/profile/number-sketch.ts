import { DistinctEstimate } from './distinct-estimate.ts';
import { mostKept, ownText } from './own-text.ts';

/** What the numbers of a column look like; counts are of cells. */
export interface NumberFacts {
  readonly cells: number;
  readonly integers: number;
  /** Of the finite numbers; NaN where there is none. */
  readonly min: number;
  readonly max: number;
  /** The smallest that is not 0. */
  readonly least: number;
  readonly zeros: number;
  /** From one number to the next: how many fall, how many add exactly 1, how many go back to the smallest. */
  readonly falls: number;
  readonly climbs: number;
  readonly restarts: number;
  /** Written with leading zeros, as codes are. */
  readonly padded: number;
  /** Written with a dot, and with dots before groups of three digits only. */
  readonly dotted: number;
  readonly grouped: number;
}

/** Counts the numbers of a column in row order; the texts they are written in are counted while they are few. */
export class NumberSketch {
  cells = 0;
  integers = 0;
  min = Number.NaN;
  max = Number.NaN;
  least = Number.NaN;
  zeros = 0;
  falls = 0;
  climbs = 0;
  restarts = 0;
  padded = 0;
  dotted = 0;
  grouped = 0;
  /** Every text with its count; from `mostKept` on the first ones, and `estimate` counts them all. */
  readonly counts = new Map<string, number>();
  estimate: DistinctEstimate | undefined;
  #last = Number.NaN;

  add(text: string, value: number): void {
    this.cells++;
    if (Number.isInteger(value)) this.integers++;
    if (!(value >= this.min)) this.min = value;
    if (!(value <= this.max)) this.max = value;
    if (value === 0) this.zeros++;
    else if (!(value >= this.least)) this.least = value;
    if (value < this.#last) {
      this.falls++;
      if (value === this.min) this.restarts++;
    } else if (value === this.#last + 1) this.climbs++;
    this.#last = value;
    if (isPadded(text)) this.padded++;
    if (text.includes('.')) {
      this.dotted++;
      if (/^[+-]?[1-9]\d{0,2}\.\d{3}$/.test(text)) this.grouped++;
    }
    if (this.estimate !== undefined) {
      this.estimate.add(text);
      return;
    }
    const count = this.counts.get(text);
    if (count !== undefined) this.counts.set(text, count + 1);
    else if (this.counts.size < mostKept) this.counts.set(ownText(text), 1);
    else {
      this.estimate = new DistinctEstimate();
      for (const known of this.counts.keys()) this.estimate.add(known);
      this.estimate.add(text);
    }
  }

  get distinct(): number {
    return this.estimate?.size ?? this.counts.size;
  }
}

function isPadded(text: string): boolean {
  const first = text.charCodeAt(0);
  const at = first === 43 || first === 45 ? 1 : 0;
  const next = text.charCodeAt(at + 1);
  return text.charCodeAt(at) === 48 && next >= 48 && next <= 57;
}
