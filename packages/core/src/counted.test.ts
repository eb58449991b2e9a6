import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { counted } from './counted.ts';

const test = suite('counted');

test('only one of a thing is singular', () => {
  for (const [count, noun, text] of [
    [0, 'row', '0 rows'],
    [1, 'row', '1 row'],
    [2, 'feature vector', '2 feature vectors'],
    [1, 'entry', '1 entry'],
    [3, 'entry', '3 entries'],
    [2, 'key', '2 keys'],
    [2, 'batch', '2 batches'],
    [2, 'class', '2 classes'],
  ] as const) {
    assert.is(counted(count, noun), text);
  }
  assert.is(counted(1200, 'row', '1,200'), '1,200 rows');
});

test.run();
