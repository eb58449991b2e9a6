import { deepEqual, equal, ok } from 'node:assert/strict';
import type { EpochEvent } from '@rampart/core';
import { suite } from 'uvu';
import { epochEvent } from '../../testing/epoch-event.ts';
import { TrainingBoard } from './training-board.ts';

const test = suite('TrainingBoard');

const event = (fold: number | null, epoch: number, loss: number, more: Partial<EpochEvent> = {}) =>
  epochEvent({ candidate: 'a', fold, folds: 2, epoch, epochs: 2, loss, ...more });

test('a candidate is as far as its networks together, and told as done once', () => {
  const board = new TrainingBoard();
  const fractions = [event(1, 1, 4), event(2, 1, 2), event(1, 2, 3), event(2, 2, 1)].map((one, at) => {
    const progress = board.add(one, 100 * at);
    return [progress.fraction, progress.done, progress.running];
  });
  deepEqual(fractions, [
    [0.25, false, true],
    [0.5, false, true],
    [0.75, false, true],
    [1, true, false],
  ]);
  deepEqual(board.active, []);
});

test('curves are means over the networks that have got there', () => {
  const board = new TrainingBoard();
  board.add(event(1, 1, 4, { validationLoss: 5 }), 0);
  board.add(event(1, 2, 3, { validationLoss: 6 }), 0);
  const progress = board.add(event(2, 1, 2, { validationLoss: 7 }), 40);
  deepEqual(progress.losses, [3, 3]);
  deepEqual(progress.validationLosses, [6, 6]);
  equal(progress.started, 0);
  equal(progress.heard, 40);
});

test('a network trained again begins anew, one that is continued has a gap', () => {
  const board = new TrainingBoard();
  board.add(event(1, 1, 4), 0);
  board.add(event(1, 2, 3), 0);
  deepEqual(board.add(event(1, 1, 9), 0).losses, [9]);
  const other = new TrainingBoard();
  deepEqual(other.add(event(1, 2, 3), 0).losses, [Number.NaN, 3]);
});

test('the last network and the outer folds are told apart from the candidate', () => {
  const board = new TrainingBoard();
  board.add(event(1, 1, 1), 0);
  board.add(event(null, 1, 1), 0);
  board.add(event(1, 1, 1, { outerFold: 3 }), 0);
  deepEqual(
    board.active.map(({ name }) => name),
    ['a', 'a, all rows', 'outer fold 3: a'],
  );
  ok(board.add(event(null, 2, 1), 0).done);
  board.clear();
  deepEqual(board.active, []);
});

test.run();
