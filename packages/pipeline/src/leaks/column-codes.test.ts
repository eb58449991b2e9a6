import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { columnCodes } from './column-codes.ts';

const test = suite('columnCodes');

test('numbers keep their order, equal cells their code, missing ones have their own', () => {
  const column = fc.array(fc.oneof(fc.integer({ min: -20, max: 20 }), fc.constant(Number.NaN)), {
    maxLength: 80,
  });
  fc.assert(
    fc.property(column, fc.integer({ min: 2, max: 60 }), (cells, most) => {
      const { codes, count } = columnCodes(Float64Array.from(cells), most);
      assert.ok(count <= most && codes.every((code) => code < count));
      const exact = new Set(cells.filter((cell) => !Number.isNaN(cell))).size < most;
      for (const [i, cell] of cells.entries()) {
        assert.equal(codes[i] === 0, Number.isNaN(cell));
        for (const [j, other] of cells.slice(0, i).entries()) {
          if (cell === other) assert.equal(codes[i], codes[j]);
          if (cell < other) assert.ok(exact ? codes[i]! < codes[j]! : codes[i]! <= codes[j]!);
        }
      }
    }),
  );
});

test('many numbers are divided about evenly', () => {
  const { codes, count } = columnCodes(
    Float64Array.from({ length: 1000 }, (_, at) => at ** 2),
    11,
  );
  assert.equal(count, 11);
  for (let code = 1; code <= 10; code++) assert.equal(codes.filter((one) => one === code).length, 100);
});

test('texts come by falling frequency, the rarest together', () => {
  const { codes, count } = columnCodes(['b', 'a', 'b', null, 'c', 'b', 'a', 'd'], 4);
  assert.deepEqual([[...codes], count], [[1, 2, 1, 0, 3, 1, 2, 3], 4]);
});

test.run();
