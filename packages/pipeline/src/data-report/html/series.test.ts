import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { classSeries, splitSeries } from './series.ts';

const test = suite('classSeries');

const sizes = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 40 });

test('every row is shown once, in at most six series that look different, the positive class among them', () => {
  fc.assert(
    fc.property(sizes, fc.nat(), (rows, pick) => {
      const positive = pick % rows.length;
      const classes = rows.map((size, at) => ({ name: `c${at}`, rows: size, positive: at === positive }));
      const byClass = classes.map(({ name, rows: size }) => ({ name, rows: size, counts: [size, 0] }));
      const shown = classSeries(byClass, classes);
      const total = rows.reduce((sum, size) => sum + size, 0);
      assert.is(
        shown.reduce((sum, one) => sum + one.rows, 0),
        total,
      );
      assert.is(
        shown.reduce((sum, one) => sum + one.counts[0]!, 0),
        total,
      );
      assert.ok(shown.length <= 6);
      assert.is(new Set(shown.map(({ colour }) => colour)).size, shown.length);
      assert.is(new Set(shown.map(({ symbol }) => symbol)).size, shown.length);
      assert.is(shown.find(({ name }) => name === `c${positive}`)?.colour, 'var(--series-2)');
    }),
  );
});

test('a class looks the same in every column', () => {
  const classes = [3, 9, 1].map((rows, at) => ({ name: `c${at}`, rows, positive: false }));
  const all = classSeries(
    classes.map(({ name, rows }) => ({ name, rows, counts: [rows] })),
    classes,
  );
  const [only] = classSeries([{ name: 'c1', rows: 2, counts: [2] }], classes);
  assert.is(only!.colour, all[1]!.colour);
});

test('without classes there is no series, and the batch is not drawn like its reference', () => {
  assert.equal(classSeries([], []), []);
  const [batch, reference] = splitSeries(
    ['batch', 'reference'].map((name) => ({ name, rows: 1, counts: [1] })),
  );
  assert.not(batch!.colour === reference!.colour || batch!.symbol === reference!.symbol);
});

test.run();
