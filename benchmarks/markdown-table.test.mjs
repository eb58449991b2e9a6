import assert from 'node:assert/strict';
import { suite } from 'uvu';
import { markdownTable } from './markdown-table.mjs';

const test = suite('markdownTable');

test('names to the left, figures to the right, what is undefined is empty', () => {
  assert.equal(
    markdownTable(
      ['', 'seconds'],
      [
        ['one', '1.5'],
        ['two', Number.NaN],
        ['three', null],
      ],
    ),
    '|  | seconds |\n|---|---:|\n| one | 1.5 |\n| two |  |\n| three |  |',
  );
});

test.run();
