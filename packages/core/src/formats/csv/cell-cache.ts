/** Cells beyond these are read anew each time: a column of different texts would fill the memory. */
const mostCells = 32_768;
const mostBytes = 1 << 20;
const longestCell = 64;

/**
 * What the cells of one column came to, found again by their bytes, so that a text that has been read once is
 * never decoded a second time.
 */
export class CellCache<Value> {
  readonly #values: Value[] = [];
  #bytes = new Uint8Array(1024);
  #used = 0;
  /** Where the bytes of each cell begin; one more than there are cells. */
  #starts = new Int32Array(65);
  #hashes = new Int32Array(64);
  /** Open addressing: numbers of cells, from 1. */
  #slots = new Int32Array(128);

  /** The value of the cell at `start` to `end`, or undefined where it is not known. */
  find(bytes: Uint8Array, start: number, end: number, hash: number): Value | undefined {
    const mask = this.#slots.length - 1;
    const length = end - start;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const cell = this.#slots[slot]! - 1;
      if (cell < 0) return undefined;
      if (this.#hashes[cell] !== hash) continue;
      const from = this.#starts[cell]!;
      if (this.#starts[cell + 1]! - from !== length) continue;
      let at = 0;
      while (at < length && this.#bytes[from + at] === bytes[start + at]) at++;
      if (at === length) return this.#values[cell];
    }
  }

  /** Keeps the value of a cell that is not known yet, unless there are too many or it is too long. */
  add(bytes: Uint8Array, start: number, end: number, hash: number, value: Value): void {
    const length = end - start;
    const count = this.#values.length;
    if (length > longestCell || count >= mostCells || this.#used + length > mostBytes) return;
    if (this.#used + length > this.#bytes.length) this.#bytes = widened(this.#bytes);
    if (count === this.#hashes.length) this.#grow();
    this.#bytes.set(bytes.subarray(start, end), this.#used);
    this.#used += length;
    this.#starts[count + 1] = this.#used;
    this.#hashes[count] = hash;
    this.#values.push(value);
    this.#place(count);
  }

  #place(cell: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#hashes[cell]! & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = cell + 1;
  }

  #grow(): void {
    const count = this.#values.length;
    const starts = new Int32Array(count * 2 + 1);
    starts.set(this.#starts);
    this.#starts = starts;
    const hashes = new Int32Array(count * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    this.#slots = new Int32Array(count * 4);
    for (let cell = 0; cell < count; cell++) this.#place(cell);
  }
}

function widened(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const wider = new Uint8Array(bytes.length * 2);
  wider.set(bytes);
  return wider;
}
