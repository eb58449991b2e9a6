import assert from 'node:assert/strict';
import { rejects } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import { tomekLinks } from './tomek-links.ts';

const test = suite('tomekLinks');

/** By looking at every pair: the nearest row of each, of equally near ones one of another class, then the first. */
function reference(features: readonly number[], width: number, targets: Int32Array): [number, number][] {
  const distance = (a: number, b: number) => {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += (features[a * width + i]! - features[b * width + i]!) ** 2;
    return sum;
  };
  const rows = [...targets.keys()];
  const nearest = rows.map((row) => {
    const same = (other: number) => Number(targets[other] === targets[row]);
    return rows
      .filter((other) => other !== row)
      .toSorted((a, b) => distance(row, a) - distance(row, b) || same(a) - same(b) || a - b)[0];
  });
  return rows.flatMap((row) => {
    const other = nearest[row];
    const linked = other !== undefined && other > row && nearest[other] === row;
    return linked && targets[row] !== targets[other] ? [[row, other] as [number, number]] : [];
  });
}

const tables = fc
  .record({
    rows: fc.integer({ min: 1, max: 200 }),
    width: fc.integer({ min: 1, max: 4 }),
    classes: fc.integer({ min: 2, max: 4 }),
    // Few different values make equal rows and equal distances.
    highest: fc.constantFrom(1, 3, 1000),
  })
  .chain(({ rows, width, classes, highest }) => {
    const many = (most: number, length: number) =>
      fc.array(fc.nat(most), { minLength: length, maxLength: length });
    return fc.record({
      width: fc.constant(width),
      classes: fc.constant(classes),
      features: many(highest, rows * width),
      targets: many(classes - 1, rows).map((all) => Int32Array.from(all)),
    });
  });

test('they are those found by looking at every pair', async () => {
  await fc.assert(
    fc.asyncProperty(tables, async ({ features, width, targets, classes }) => {
      const found = await tomekLinks(Float32Array.from(features), width, { targets, classes });
      assert.deepEqual(found, reference(features, width, targets));
    }),
  );
});

test('a row is in one link at most, and equal rows of two classes have one', async () => {
  await fc.assert(
    fc.asyncProperty(tables, async ({ features, width, targets, classes }) => {
      const ends = (await tomekLinks(Float32Array.from(features), width, { targets, classes })).flat();
      assert.equal(new Set(ends).size, ends.length);
      const vector = (row: number) => features.slice(row * width, (row + 1) * width).join();
      const linked = new Set(ends.map(vector));
      const seen = new Map<string, number>();
      for (const [row, target] of targets.entries()) {
        const before = seen.get(vector(row)) ?? target;
        seen.set(vector(row), before);
        if (before !== target) assert.ok(linked.has(vector(row)));
      }
    }),
  );
});

test('of many equal rows no more than two are linked', async () => {
  const targets = Int32Array.from({ length: 20_000 }, (_, row) => (row % 100 === 3 ? 1 : 0));
  const features = new Float32Array(targets.length);
  assert.deepEqual(await tomekLinks(features, 1, { targets, classes: 2 }), [[0, 3]]);
});

test('the signal ends the search', async () => {
  const [features, targets] = [Float32Array.of(0, 1), Int32Array.of(0, 1)];
  await rejects(tomekLinks(features, 1, { targets, classes: 2 }, AbortSignal.abort()), /abort signal/);
});

test.run();
