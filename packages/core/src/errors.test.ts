import { deepEqual, equal, match, throws } from 'node:assert/strict';
import { suite } from 'uvu';
import { describeProblem, listed, quote, RampartError, throwIfAborted } from './errors.ts';

const test = suite('errors');

test('a problem is one sentence, and the cure stands on a line of its own', () => {
  const problem = { where: 'x.csv, line 3', expected: 'a number', received: '"abc"', fix: 'Correct it.' };
  equal(describeProblem(problem), 'x.csv, line 3: expected a number, received "abc".\n  Correct it.');
  equal(describeProblem({ where: 'x', expected: 'a file' }), 'x: expected a file.');
});

test('an error carries all its problems, its cause and where it came up', () => {
  const cause = new Error('disk');
  const problems = [
    { where: 'a', expected: 'b' },
    { where: 'c', expected: 'd' },
  ];
  const error = new RampartError('data', problems, { cause, prefix: 'DataValidation' });
  equal(error.message, 'DataValidation: a: expected b.\nc: expected d.');
  equal(error.cause, cause);
  deepEqual(error.problems, problems);
  equal(new RampartError('data', problems[0]!).problems.length, 1);
});

test('long values and long lists are cut', () => {
  equal(quote('a"b'), '"a\\"b"');
  equal(quote('x'.repeat(500)).length, 78);
  equal(quote(undefined), 'undefined');
  equal(listed([1, 2, 3, 4], 2), '1, 2 and 2 more');
});

test('numbers that JSON does not know are shown as they are', () => {
  for (const value of [Infinity, -Infinity, NaN]) equal(quote(value), String(value));
  equal(quote(2n ** 64n), '18446744073709551616');
  equal(quote({ epochs: [Infinity, 1n], name: 'Infinity' }), '{"epochs":[Infinity,1],"name":"Infinity"}');
});

test('an abort becomes an error of the library', () => {
  throwIfAborted(undefined);
  throwIfAborted(new AbortController().signal);
  throws(
    () => throwIfAborted(AbortSignal.abort('why')),
    (error: RampartError) => {
      equal(error.code, 'aborted');
      equal(error.cause, 'why');
      match(error.message, /abort signal/);
      return true;
    },
  );
});

test.run();
