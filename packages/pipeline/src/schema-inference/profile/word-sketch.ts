import { missingTokens } from '../missing-tokens.ts';
import { DistinctEstimate } from './distinct-estimate.ts';
import { mostKept, ownText } from './own-text.ts';
import { type Shape, shapes, shapesOf, unitOf } from './text-shapes.ts';

/** Different units that are kept apart. */
const mostUnits = 30;

/** Counts the texts of a column that are no numbers, and what they look like. */
export class WordSketch {
  cells = 0;
  /** Every word with its count; from `mostKept` on the first ones, and those that may mean "no value". */
  readonly counts = new Map<string, number>();
  estimate: DistinctEstimate | undefined;
  /** What the cells look like whose words are not in `counts`. */
  readonly #others = new Map<Shape, number>();
  readonly #otherUnits = new Map<string, number>();

  add(text: string): void {
    this.cells++;
    const count = this.counts.get(text);
    this.estimate?.add(text);
    if (count !== undefined) this.counts.set(text, count + 1);
    else if (this.counts.size < mostKept || tokens.has(text)) this.counts.set(ownText(text), 1);
    else this.#addOther(text);
  }

  #addOther(text: string): void {
    if (this.estimate === undefined) {
      this.estimate = new DistinctEstimate();
      for (const known of this.counts.keys()) this.estimate.add(known);
      this.estimate.add(text);
    }
    const mask = shapesOf(text);
    for (const shape of shapes) if (mask & shape) this.#others.set(shape, (this.#others.get(shape) ?? 0) + 1);
    const unit = unitOf(text);
    if (unit !== undefined && (this.#otherUnits.has(unit) || this.#otherUnits.size < mostUnits))
      this.#otherUnits.set(unit, (this.#otherUnits.get(unit) ?? 0) + 1);
  }

  get distinct(): number {
    return this.estimate?.size ?? this.counts.size;
  }

  /** Cells of each shape, and of each unit behind a number, without those of the words left out. */
  look(without: ReadonlySet<string>): { shapes: Map<Shape, number>; units: Map<string, number> } {
    const found = new Map(this.#others);
    const units = new Map(this.#otherUnits);
    for (const [word, count] of this.counts) {
      if (without.has(word)) continue;
      const mask = shapesOf(word);
      for (const shape of shapes) if (mask & shape) found.set(shape, (found.get(shape) ?? 0) + count);
      const unit = unitOf(word);
      if (unit !== undefined) units.set(unit, (units.get(unit) ?? 0) + count);
    }
    return { shapes: found, units };
  }
}

const tokens = new Set(missingTokens);
