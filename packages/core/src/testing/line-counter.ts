/** Finds the line on which each record of a CSV text begins. */
export interface LineCounter {
  /** The first line of a record, given the line on which the parser says it ends; asked once for each, in order. */
  firstOf(record: readonly string[], parserLine: number): number;
  /** The last line so far. */
  last(): number;
}

const lineBreak = /\r\n|\r|\n/g;

/** A counter for csv-parse, which tells the last line of a record and counts a quoted CRLF twice. */
export function lineCounter(): LineCounter {
  let last = 0;
  let countedTwice = 0;
  return {
    firstOf(record, parserLine) {
      const spans = parserLine - countedTwice > last + 1;
      last = parserLine - countedTwice;
      if (!spans) return last;
      let breaks = 0;
      for (const cell of record) {
        for (const [found] of cell.matchAll(lineBreak)) {
          breaks += 1;
          if (found.length === 2) countedTwice += 1;
        }
      }
      last = parserLine - countedTwice;
      return last - breaks;
    },
    last: () => last,
  };
}
