/**
 * A set of record ids, of which it holds the first 128 bits: about 30 bytes each, and as many as memory has room for,
 * where a Set ends at 16 million.
 */
export class SeenIds {
  /** Four words for each place; a place without an id is all zeros. */
  #words = new Uint32Array(4 * 1024);
  #size = 0;

  /** Whether the id is new to the set, which has it from now on. */
  add(id: string): boolean {
    if (this.#size * 8 > this.#words.length) this.#grow();
    // An id of zeros alone would be an empty place; no digest is one.
    const added = put(this.#words, wordsOf(id));
    if (added) this.#size++;
    return added;
  }

  #grow(): void {
    const wider = new Uint32Array(this.#words.length * 2);
    for (let at = 0; at < this.#words.length; at += 4) {
      const entry = this.#words.subarray(at, at + 4);
      if (!isEmpty(this.#words, at)) put(wider, entry);
    }
    this.#words = wider;
  }
}

function wordsOf(id: string): Uint32Array {
  return Uint32Array.from([0, 8, 16, 24], (start) => Number.parseInt(id.slice(start, start + 8), 16));
}

function put(words: Uint32Array, entry: Uint32Array): boolean {
  const mask = words.length / 4 - 1;
  for (let place = entry[0]! & mask; ; place = (place + 1) & mask) {
    const at = place * 4;
    if (isEmpty(words, at)) {
      words.set(entry, at);
      return true;
    }
    if (entry.every((word, offset) => words[at + offset] === word)) return false;
  }
}

function isEmpty(words: Uint32Array, at: number): boolean {
  return (words[at]! | words[at + 1]! | words[at + 2]! | words[at + 3]!) === 0;
}
