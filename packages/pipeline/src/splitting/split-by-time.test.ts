import assert from 'node:assert/strict';
import fc from 'fast-check';
import { suite } from 'uvu';
import { splitByTime } from './split-by-time.ts';

const test = suite('splitByTime');

test('no other cut between two times comes nearer to the share', () => {
  const times = fc.array(fc.oneof(fc.nat({ max: 20 }), fc.constant(Number.NaN)), {
    minLength: 2,
    maxLength: 100,
  });
  const share = fc.double({ min: 0.05, max: 0.95, noNaN: true });
  fc.assert(
    fc.property(times, share, (all, fraction) => {
      const known = all.filter((time) => !Number.isNaN(time));
      const distinct = [...new Set(known)].sort((left, right) => left - right);
      fc.pre(distinct.length > 1);
      const held = splitByTime(Float64Array.from(all), fraction).reduce((sum, side) => sum + side, 0);
      const wanted = fraction * known.length;
      const cuts = distinct.slice(1).map((cut) => known.filter((time) => time >= cut).length);
      assert.ok(cuts.includes(held));
      const nearest = Math.min(...cuts.map((count) => Math.abs(count - wanted)));
      assert.ok(Math.abs(Math.abs(held - wanted) - nearest) < 1e-9);
    }),
  );
});

test('rows without a time are trained on', () => {
  assert.deepEqual([...splitByTime(Float64Array.of(Number.NaN, 1, 2, Number.NaN), 0.5)], [0, 0, 1, 0]);
});

test.run();
