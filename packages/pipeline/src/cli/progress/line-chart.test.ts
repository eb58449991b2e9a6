import { equal, match, ok } from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { suite } from 'uvu';
import { lineChart } from './line-chart.ts';

const test = suite('lineChart');

const falling = (from: number, epochs: number) =>
  Array.from({ length: epochs }, (_, at) => 0.1 + from * Math.exp((-5 * at) / epochs));

test('a curve, its axis and its name', () => {
  equal(
    lineChart([{ name: 'loss', values: falling(0.6, 200) }], { width: 40, height: 5 }),
    [
      '0.700 ┤⠱⡀',
      '      │ ⠙⢆',
      '      │   ⠑⢤⡀',
      '      │     ⠉⠓⠤⣀⡀',
      '0.104 ┤         ⠈⠉⠓⠒⠲⠤⠤⠤⠤⠤⣄⣀⣀⣀⣀⣀⣀⣀⣀ loss',
      '       1                        200',
      '',
    ].join('\n'),
  );
});

test('several curves: each name stands by the end of its own, on a line of its own', () => {
  const chart = lineChart(
    [
      { name: 'slow', values: [4, 3.9, 3.8, 3.7] },
      { name: 'short', values: [4, 1] },
      { name: 'quick', values: [3, 1.4, 1.1, 1] },
    ],
    { width: 36, height: 6 },
  );
  const lines = chart.split('\n');
  match(lines[0]!, /^4\.00 ┤.*⠒⠒|slow$/);
  ok(lines.findIndex((line) => line.endsWith('slow')) <= 1);
  ok(lines.findIndex((line) => line.endsWith('short')) >= 4);
  ok(lines.findIndex((line) => line.endsWith('quick')) >= 4);
  equal(lines.length, 8);
});

test('one level lies in the middle; a gap stays empty; nothing to draw is an empty text', () => {
  equal(
    lineChart([{ name: 'x', values: [1] }], { width: 20, height: 3 }),
    '     │\n1.00 ┤⠄            x\n     │\n      1\n',
  );
  const gap = lineChart([{ name: 'x', values: [1, 1, Number.NaN, Number.NaN, 1, 1] }], {
    width: 28,
    height: 1,
  });
  match(gap, /┤⠤+⠄ +⠠⠤+ x\n/);
  equal(lineChart([], { width: 20, height: 3 }), '');
  equal(lineChart([{ name: 'x', values: [Number.NaN] }], { width: 20, height: 3 }), '');
});

test('colours change nothing but the colours', () => {
  const series = [
    { name: 'a', values: falling(0.6, 20) },
    { name: 'b', values: falling(0.9, 30) },
  ];
  const plain = lineChart(series, { width: 50, height: 8 });
  const colored = lineChart(series, { width: 50, height: 8, colors: true });
  ok(colored.includes('\x1b[36m') && colored.includes('\x1b[33m'));
  const trimmed = (text: string) => text.replace(/ +$/gm, '');
  equal(trimmed(stripVTControlCharacters(colored)), plain);
});

test('whatever the values, the chart has its size, and every value its column', () => {
  const value = fc.oneof(fc.double(), fc.double({ min: 0, max: 2, noNaN: true }));
  const series = fc.array(
    fc.record({ name: fc.stringMatching(/^[a-z0-9-]{1,12}$/), values: fc.array(value, { maxLength: 300 }) }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(
      series,
      fc.integer({ min: 40, max: 120 }),
      fc.integer({ min: 1, max: 20 }),
      (all, width, height) => {
        const chart = lineChart(all, { width, height });
        if (all.every(({ values }) => !values.some(Number.isFinite))) return equal(chart, '');
        const lines = chart.split('\n');
        equal(lines.length, height + 2);
        ok(
          lines.every((line) => line.length <= width),
          chart,
        );
        match(chart, /[\u2801-\u28ff]/);
        ok(
          all.slice(0, 1).every(({ name, values }) => !values.some(Number.isFinite) || chart.includes(name)),
        );
      },
    ),
  );
});

test.run();
