import { equal } from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { CellCache } from './cell-cache.ts';

const test = suite('cell-cache');

test('a cell is found by its bytes alone, whatever its hash and however many there are', () => {
  const cells = fc.array(fc.uint8Array({ maxLength: 5 }), { minLength: 1, maxLength: 400 });
  // A poor hash, so that most cells meet others.
  const hashOf = (cell: Uint8Array) => (cell[0] ?? 0) & 7;
  fc.assert(
    fc.property(cells, (all) => {
      const cache = new CellCache<number>();
      const oracle = new Map<string, number>();
      for (const [at, cell] of all.entries()) {
        const text = cell.join(' ');
        const around = Uint8Array.of(1, ...cell, 2);
        equal(cache.find(around, 1, 1 + cell.length, hashOf(cell)), oracle.get(text));
        if (oracle.has(text)) continue;
        cache.add(around, 1, 1 + cell.length, hashOf(cell), at);
        oracle.set(text, at);
      }
    }),
  );
});

test('what is too long, or too much, is not kept', () => {
  const cache = new CellCache<string>();
  const long = new Uint8Array(100).fill(65);
  cache.add(long, 0, 100, 1, 'long');
  equal(cache.find(long, 0, 100, 1), undefined);
  const bytes = new Uint8Array(4);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < 40_000; at++) {
    view.setUint32(0, at);
    cache.add(bytes, 0, 4, at, String(at));
  }
  view.setUint32(0, 30_000);
  equal(cache.find(bytes, 0, 4, 30_000), '30000');
  view.setUint32(0, 39_999);
  equal(cache.find(bytes, 0, 4, 39_999), undefined);
});

test.run();
