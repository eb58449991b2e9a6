import { deepEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { RowNumbers } from './row-numbers.ts';

const test = suite('RowNumbers');

test('the number of a row is its place among all rows, however they are cut into chunks', () => {
  const rows = fc.array(fc.record({ blank: fc.nat(3), typed: fc.boolean(), cut: fc.boolean() }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(rows, fc.boolean(), (given, early) => {
      let line = 1;
      const all = given.map((row, at) => ({ ...row, number: at + 1, line: (line += 1 + row.blank) }));
      const counted = new RowNumbers();
      const numbers: number[] = [];
      const told = new Set<number>();
      for (let start = 0; start < all.length; ) {
        let end = start + 1;
        while (end < all.length && !all[end]!.cut) end++;
        const chunk = all.slice(start, end);
        // A reader may come upon rows that it rejects before the rows around them: up to the end of the next chunk.
        const ahead = early ? all.slice(start, end + 5) : chunk;
        const rejected = ahead.filter((row) => !row.typed && !told.has(row.line)).map((row) => row.line);
        for (const one of rejected) told.add(one);
        const lines = chunk.filter((row) => row.typed).map((row) => row.line);
        numbers.push(...counted.next(Float64Array.from(lines), rejected));
        start = end;
      }
      deepEqual(
        numbers,
        all.filter((row) => row.typed).map((row) => row.number),
      );
    }),
  );
});

test.run();
