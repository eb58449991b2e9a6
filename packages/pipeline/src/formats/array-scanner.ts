/** A place in a chunk of bytes: where an element of the array begins, where one ends, or what should not be there. */
export interface ArrayCut {
  readonly kind: 'begin' | 'end' | 'wrong';
  readonly at: number;
}

/** Cuts the bytes of a JSON array into its elements, chunk by chunk, without parsing them. */
export interface ArrayScanner {
  scan(chunk: Uint8Array): Iterable<ArrayCut>;
  /** Whether the last chunk ended within an element. */
  readonly inElement: boolean;
  /** Whether the array has been closed. */
  readonly finished: boolean;
}

const [tab, lineFeed, carriageReturn, blank] = [9, 10, 13, 32];
const [quoteMark, comma, open, backslash, close, brace, braceEnd] = [34, 44, 91, 92, 93, 123, 125];
const blanks = new Set([tab, lineFeed, carriageReturn, blank]);
// In UTF-8 no byte of a longer character looks like one of these; a byte-order mark may come first.
const mark = new Set([0xef, 0xbb, 0xbf]);

type State = 'before' | 'first' | 'element' | 'between' | 'next' | 'after';

/** A scanner at the beginning of a text. */
export function arrayScanner(): ArrayScanner {
  let state: State = 'before';
  let depth = 0;
  let inString = false;
  let escaped = false;

  /** Where the element that holds `at` ends: behind it, or -1 where this chunk does not have its end. */
  function endOfElement(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quoteMark) inString = false;
      } else if (byte === quoteMark) inString = true;
      else if (byte === brace || byte === open) depth += 1;
      else if (byte === braceEnd || byte === close) {
        if (depth === 0) return at;
        depth -= 1;
      } else if (byte === comma && depth === 0) return at;
    }
    return -1;
  }

  function* scan(chunk: Uint8Array): Generator<ArrayCut> {
    for (let at = 0; at < chunk.length; at++) {
      if (state === 'element') {
        const end = endOfElement(chunk, at);
        if (end < 0) return;
        yield { kind: 'end', at: end };
        state = 'between';
        at = end;
      }
      const byte = chunk[at]!;
      if (blanks.has(byte)) continue;
      if (state === 'before' && byte === open) state = 'first';
      else if (state === 'before' && mark.has(byte)) continue;
      else if ((state === 'first' || state === 'between') && byte === close) state = 'after';
      else if (state === 'between' && byte === comma) state = 'next';
      else if (
        (state === 'first' || state === 'next') &&
        byte !== comma &&
        byte !== close &&
        byte !== braceEnd
      ) {
        yield { kind: 'begin', at };
        state = 'element';
        at -= 1;
      } else {
        yield { kind: 'wrong', at };
        return;
      }
    }
  }

  return {
    scan,
    get inElement() {
      return state === 'element';
    },
    get finished() {
      return state === 'after';
    },
  };
}
