/**
 * Numbers the rows of a source from 1 by where they stand in it, rows that cannot be typed included: a number
 * does not depend on blank lines, on the format, or on which rows are valid. Given the lines of the typed rows
 * and of the others, chunk by chunk.
 */
export class RowNumbers {
  #before = 0;
  /** Lines of rows that were rejected ahead of typed rows that a later chunk brings. */
  #ahead: number[] = [];

  next(lines: Float64Array, rejected: readonly number[]): Float64Array {
    const waiting = [...this.#ahead, ...rejected].toSorted((left, right) => left - right);
    let passed = 0;
    const numbers = new Float64Array(lines.length);
    for (let row = 0; row < lines.length; row++) {
      while (passed < waiting.length && waiting[passed]! < lines[row]!) passed++;
      numbers[row] = this.#before + row + passed + 1;
    }
    this.#before += lines.length + passed;
    this.#ahead = waiting.slice(passed);
    return numbers;
  }
}
