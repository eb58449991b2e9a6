import { existsSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { tensorTransforms } from '../../tensor/preprocessing/tensor-transforms.ts';
import { transforms } from './transforms.ts';

const test = suite('transforms');

test('every transform has a file of its name, and a test that runs the contract suite', () => {
  for (const name of transforms.keys()) {
    for (const file of [`${name}.ts`, `${name}.test.ts`]) {
      assert.ok(existsSync(new URL(file, import.meta.url)), file);
    }
  }
});
test('every transform has its tensor operations, and nothing else has', () => {
  assert.equal([...tensorTransforms.keys()], [...transforms.keys()]);
});
test.run();
