import { deepEqual, equal, ok } from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { suite } from 'uvu';
import { testTerminal } from '../../testing/test-terminal.ts';
import { createLiveRegion } from './live-region.ts';

const test = suite('live region');

test('what is shown is replaced in place, what is printed stays above it', () => {
  const terminal = testTerminal();
  let time = 0;
  const region = createLiveRegion(terminal, () => time);
  region.print('before\n');
  region.show(() => ['one', 'two']);
  deepEqual(terminal.screen(), ['before', 'one', 'two']);
  region.print('a line of the log\n');
  deepEqual(terminal.screen(), ['before', 'a line of the log', 'one', 'two']);
  time += 1000;
  region.show(() => ['three']);
  deepEqual(terminal.screen(), ['before', 'a line of the log', 'three']);
  region.clear();
  region.print('after\n');
  deepEqual(terminal.screen(), ['before', 'a line of the log', 'after']);
});

test('many changes are few drawings, and the last one is drawn', async () => {
  const terminal = testTerminal();
  const region = createLiveRegion(terminal);
  let asked = 0;
  for (let number = 0; number < 10_000; number++) {
    region.show(() => {
      asked += 1;
      return [`number ${number}`];
    });
  }
  await wait(150);
  ok(asked <= 5, `${asked} drawings`);
  equal(terminal.writes(), asked);
  deepEqual(terminal.screen(), ['number 9999']);
});

test('lines are cut to the terminal, and of too many the last ones are shown', () => {
  const terminal = testTerminal({ columns: 20, rows: 5 });
  const region = createLiveRegion(terminal);
  region.show(() => ['x'.repeat(50), '\x1b[36mcolour\x1b[39m', `\x1b[36m${'y'.repeat(50)}\x1b[39m`]);
  deepEqual(terminal.screen(), ['x'.repeat(19), 'colour', 'y'.repeat(19)]);
  region.clear();
  region.show(() => Array.from({ length: 30 }, (_, at) => `line ${at}`));
  deepEqual(terminal.screen(), ['line 26', 'line 27', 'line 28', 'line 29']);
});

test('in any order of calls the printed lines are all there, in order, with the region below', () => {
  const step = fc.oneof(
    fc.record({ print: fc.stringMatching(/^[a-z]{1,8}$/) }),
    fc.record({ show: fc.array(fc.stringMatching(/^[A-Z]{1,8}$/), { maxLength: 4 }) }),
    fc.constant('clear' as const),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const terminal = testTerminal({ columns: 80, rows: 40 });
      let time = 0;
      const region = createLiveRegion(terminal, () => (time += 1000));
      const printed: string[] = [];
      let shown: readonly string[] = [];
      for (const one of steps) {
        if (one === 'clear') {
          region.clear();
          shown = [];
        } else if ('print' in one) {
          region.print(`${one.print}\n`);
          printed.push(one.print);
        } else {
          region.show(() => one.show);
          shown = one.show;
        }
      }
      deepEqual(terminal.screen(), [...printed, ...shown]);
    }),
  );
});

test.run();
