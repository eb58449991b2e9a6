const zero = '0'.charCodeAt(0);
const nine = '9'.charCodeAt(0);
const ten = 'a'.charCodeAt(0);

/**
 * A set of record ids, of which it holds the first 128 bits: about 30 bytes each, and as many as memory has room for,
 * where a Set ends at 16 million.
 */
export class SeenIds {
  /** Four words for each place; a place without an id is all zeros. */
  #words = new Uint32Array(4 * 1024);
  #size = 0;
  /** The words of the id that is asked for: nothing is made anew for each. */
  readonly #asked = new Uint32Array(4);

  /** Whether the id is new to the set, which has it from now on. */
  add(id: string): boolean {
    if (this.#size * 8 > this.#words.length) this.#grow();
    for (let word = 0; word < 4; word++) this.#asked[word] = wordOf(id, word * 8);
    // An id of zeros alone would be an empty place; no digest is one.
    const added = put(this.#words, this.#asked, 0);
    if (added) this.#size++;
    return added;
  }

  #grow(): void {
    const wider = new Uint32Array(this.#words.length * 2);
    for (let at = 0; at < this.#words.length; at += 4) {
      if (!isEmpty(this.#words, at)) put(wider, this.#words, at);
    }
    this.#words = wider;
  }
}

/** The number that eight digits in lower-case hex write: digit by digit, since a text of its own costs more than all the rest. */
function wordOf(id: string, from: number): number {
  let word = 0;
  for (let at = from; at < from + 8; at++) {
    const code = id.charCodeAt(at);
    word = (word << 4) | (code <= nine ? code - zero : code - ten + 10);
  }
  return word;
}

/** Puts the four words at `from` into the set; false where they are there. */
function put(set: Uint32Array, words: Uint32Array, from: number): boolean {
  const mask = set.length / 4 - 1;
  for (let place = words[from]! & mask; ; place = (place + 1) & mask) {
    const at = place * 4;
    if (isEmpty(set, at)) {
      for (let offset = 0; offset < 4; offset++) set[at + offset] = words[from + offset]!;
      return true;
    }
    if (isAt(set, at, words, from)) return false;
  }
}

function isAt(set: Uint32Array, at: number, words: Uint32Array, from: number): boolean {
  for (let offset = 0; offset < 4; offset++) if (set[at + offset] !== words[from + offset]) return false;
  return true;
}

function isEmpty(words: Uint32Array, at: number): boolean {
  return (words[at]! | words[at + 1]! | words[at + 2]! | words[at + 3]!) === 0;
}
