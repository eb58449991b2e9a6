import { equal, match } from 'node:assert/strict';
import { suite } from 'uvu';
import { describeChoice, describeRule } from './describe-choice.ts';
import type { RunReport } from './run-report.ts';

const test = suite('describeChoice');

const candidates = (tried: number) =>
  [
    ...Array.from({ length: tried }, () => ({ eligible: true })),
    { eligible: false },
  ] as unknown as RunReport['candidates'];

test('the words are those of the rule that chose', () => {
  match(describeRule({ chosenBy: 'best' }), /lowest log-loss is taken/);
  match(describeRule({ chosenBy: 'simplest' }), /simplest one within one standard error/);
  match(describeChoice({ candidates: candidates(4), chosenBy: 'best' }), /lowest log-loss of 4 candidates/);
  match(describeChoice({ candidates: candidates(4), chosenBy: 'simplest' }), /simplest of 4 candidates/);
  equal(describeChoice({ candidates: candidates(1), chosenBy: 'simplest' }), 'was the only candidate');
});

test.run();
