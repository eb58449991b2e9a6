import type { MalformedRow, Source } from '@rampart/core/rows';

/** A source that counts the rows it cannot give, and gives nothing for texts that its file says mean "no value". */
export interface CountedSource extends Source {
  /** What was set aside so far, in sentences. */
  setAside(): string[];
}

/** Counts while it is read; `missing` are the texts that mean "no value". */
export function countedSource(source: Source, missing: readonly string[]): CountedSource {
  const tokens = new Set<unknown>(missing);
  const headers: number[] = [];
  let first: MalformedRow | undefined;
  let [headerRows, otherRows] = [0, 0];
  return {
    uri: source.uri,
    delimited: source.delimited === true,
    digest: (signal) => source.digest(signal),
    async *read(options) {
      for await (const batch of source.read(options)) {
        for (const row of batch.malformed) {
          if (row.rule === 'header') {
            if (headerRows++ < 3) headers.push(row.line);
          } else if (otherRows++ === 0) first = row;
        }
        if (tokens.size === 0) yield batch;
        else {
          const rows = batch.rows.map(({ line, cells }) => ({
            line,
            cells: cells.map((cell) => (tokens.has(cell) ? '' : cell)),
          }));
          yield { ...batch, rows };
        }
      }
    },
    setAside() {
      const told: string[] = [];
      if (headerRows > 0) {
        const lines = headers.join(', ');
        told.push(
          `the header line stands in it ${headerRows} more ${headerRows === 1 ? 'time' : 'times'} (line ${lines}${headerRows > 3 ? ', …' : ''}); such lines are no rows`,
        );
      }
      if (otherRows > 0) {
        told.push(
          `${otherRows} ${otherRows === 1 ? 'row was' : 'rows were'} set aside: line ${first!.line} has ${first!.received} where ${first!.expected} ${first!.expected.startsWith('1 ') ? 'is' : 'are'} expected`,
        );
      }
      return told;
    },
  };
}
