import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createLogger, type ProgressEvent } from '@rampart/core';
import { suite } from 'uvu';
import { epochEvent } from '../../testing/epoch-event.ts';
import { testTerminal } from '../../testing/test-terminal.ts';
import { createLiveRegion } from './live-region.ts';
import { logProgress } from './log-progress.ts';
import { screenProgress } from './screen-progress.ts';

const test = suite('progress');

const stage = 'ModelTrainer';
const start: ProgressEvent = { type: 'stage-start', stage };
const end: ProgressEvent = { type: 'stage-end', stage, seconds: 12.34 };

/** All epochs of two candidates on two folds and of the last network. */
const epochs = [1, 2, null].flatMap((fold) =>
  ['mlp-8', 'mlp-16']
    .slice(0, fold === null ? 1 : 2)
    .flatMap((candidate) =>
      Array.from({ length: 10 }, (_, at) =>
        epochEvent({ candidate, fold, epoch: at + 1, loss: 1 / (at + 1) }),
      ),
    ),
);

/** A display on a terminal under a clock of its own. */
function onScreen(options: { watch?: boolean } = {}) {
  const terminal = testTerminal({ columns: 120, rows: 40 });
  const clock = { time: 0 };
  const region = createLiveRegion(terminal, () => clock.time);
  return { terminal, clock, display: screenProgress(region, options, () => clock.time) };
}

/** What a display without a terminal logs and prints. */
async function logged(events: readonly ProgressEvent[], level: 'info' | 'debug', watch = false) {
  const stream = new PassThrough();
  let printed = '';
  const logger = createLogger({ stream, level });
  const display = logProgress({ logger, err: (text) => void (printed += text) }, { watch });
  for (const event of events) display.show(event);
  stream.end();
  const lines = (await text(stream)).split('\n').slice(0, -1);
  return { lines: lines.map((line) => (JSON.parse(line) as { message: string }).message), printed };
}

test('why a stage runs although it has run before is told, in a log and on a terminal', async () => {
  const again: ProgressEvent = { ...start, reason: 'config.training.epochs changed' };
  const line = 'ModelTrainer: runs, config.training.epochs changed';
  deepEqual((await logged([start, again], 'info')).lines, [line]);
  const { terminal, display } = onScreen();
  display.show(again);
  display.stop();
  ok(terminal.screen().includes(line));
});

test('a terminal shows a bar for the stage and one for each candidate, with what is left', () => {
  const { terminal, clock, display } = onScreen();
  display.show(start);
  clock.time = 4000;
  display.show({ type: 'stage-progress', stage, fraction: 0.25, note: 'mlp-8, fold 1 of 2' });
  display.show(epochEvent({ candidate: 'mlp-16', epoch: 4 }));
  clock.time = 6000;
  display.show(epochEvent({ candidate: 'mlp-16', epoch: 5, loss: 0.25, validationLoss: 0.3 }));
  deepEqual(
    terminal.screen(),
    [
      'ModelTrainer   ██████░░░░░░░░░░░░░░░░░░  25 % | 18 s left | mlp-8, fold 1 of 2',
      '  mlp-16       ██████░░░░░░░░░░░░░░░░░░  25 % | 6 s left | fold 1 of 2, epoch 5 of 10, loss 0.2500, validation loss 0.3000',
    ].map((line) => line.slice(0, 119)),
  );
  display.show(end);
  deepEqual(terminal.screen(), ['ModelTrainer: 12.3 s']);
});

test('however many epochs, a terminal is written to ten times a second at most', () => {
  const { terminal, clock, display } = onScreen({ watch: true });
  display.show(start);
  for (let at = 0; at < 20_000; at++) {
    clock.time += 0.5;
    display.show(epochEvent({ epoch: (at % 10) + 1, candidate: `mlp-${at % 7}` }));
  }
  ok(terminal.writes() <= 102, `${terminal.writes()} times in 10 s`);
  ok(terminal.screen().length < 20);
});

test('with --watch a terminal shows the curves above the bars, and keeps the last ones', () => {
  const { terminal, clock, display } = onScreen({ watch: true });
  display.show(start);
  for (const event of epochs.slice(0, 15)) {
    clock.time += 200;
    display.show(event);
  }
  const screen = terminal.screen();
  match(screen.join('\n'), /1\.00 ┤[^]*mlp-16[^]*\nModelTrainer [^]*\n {2}mlp-16/);
  equal(screen.length, 13);
  for (const event of epochs.slice(15)) display.show(event);
  display.show(end);
  match(terminal.screen().join('\n'), /^ *1\.00 ┤[^]*mlp-8, all rows[^]*10\nModelTrainer: 12\.3 s$/);
});

test('elsewhere a stage is one line, and a candidate one at level debug', async () => {
  const events = [start, ...epochs, { type: 'stage-progress', stage, fraction: 0.5 } as const, end];
  deepEqual(await logged(events, 'info'), { lines: ['ModelTrainer: 12.3 s'], printed: '' });
  const { lines } = await logged(events, 'debug');
  deepEqual(
    lines.map((line) => line.replace(/\d+\.\d s$/, '… s')),
    [
      'ModelTrainer: mlp-8, fold 2 of 2, epoch 10 of 10, loss 0.1000, … s',
      'ModelTrainer: mlp-16, fold 2 of 2, epoch 10 of 10, loss 0.1000, … s',
      'ModelTrainer: mlp-8, all rows, epoch 10 of 10, loss 0.1000, … s',
      'ModelTrainer: … s',
    ],
  );
});

test('elsewhere --watch prints the curves of each candidate once, the last network too where it stops early', async () => {
  const { printed } = await logged([start, ...epochs.slice(0, -3), end], 'info', true);
  deepEqual(
    printed.split('\n').flatMap((line) => /[a-z].*$/.exec(line)?.[0] ?? []),
    ['mlp-8', 'mlp-16', 'mlp-8, all rows'],
  );
});

test('elsewhere long work tells now and then how far it is', async () => {
  const stream = new PassThrough();
  const clock = { time: 0 };
  const logger = createLogger({ stream });
  const display = logProgress({ logger, err: () => {} }, {}, () => clock.time);
  display.show(start);
  for (let at = 1; at <= 300; at++) {
    clock.time += 100;
    display.show({ type: 'stage-progress', stage, fraction: at / 400, note: `fold ${at}` });
    display.show(epochEvent({ epoch: 1, candidate: 'mlp-8' }));
  }
  display.show(end);
  stream.end();
  const lines = (await text(stream)).trim().split('\n');
  deepEqual(
    lines.map((line) => (JSON.parse(line) as { message: string }).message),
    [
      'ModelTrainer: 25 % | 30 s left | fold 100',
      'ModelTrainer: 50 % | 20 s left | fold 200',
      'ModelTrainer: 75 % | 10 s left | fold 300',
      'ModelTrainer: 12.3 s',
    ],
  );
});

test('a candidate that was given up is told at the end, without curves', async () => {
  const events = [start, ...epochs.slice(0, 10), end];
  const { lines, printed } = await logged(events, 'debug', true);
  equal(lines.length, 2);
  equal(printed, '');
});

test.run();
