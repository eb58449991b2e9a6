import { deepEqual, equal, match } from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { closeTo, format1Bundle, onEveryBackend, rejects, temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { loadModel } from './load-model.ts';

const test = suite('a bundle of format 1');

onEveryBackend(test, 'loads, gives its golden rows, and decides as it did', async (backend) => {
  // Its golden rows are compared as it is loaded.
  using predictor = await loadModel(format1Bundle, { backend });
  const complete = await predictor.predict({ length: 1.2, age: -1.6, registrar: 'x' });
  const incomplete = await predictor.predict({ length: 1.2 });
  // What the version that wrote it answers; the first score lies between the manifest's threshold and that of its subset.
  closeTo(complete.score, 0.452951, 1e-5);
  closeTo(incomplete.score, 0.363604, 1e-5);
  deepEqual([complete.label, complete.review, complete.subset], ['good', true, ['url', 'whois']]);
  deepEqual([incomplete.label, incomplete.review, incomplete.subset], ['bad', false, ['url']]);
  equal(incomplete.expected!.recall, 0.5705521472392636);
});

test('a changed byte in it is found', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, '1');
  await cp(format1Bundle, path, { recursive: true });
  const file = join(path, 'weights.bin');
  const weights = await readFile(file);
  weights[5]! ^= 1;
  await writeFile(file, weights);
  match((await rejects(loadModel(path), /weights\.bin: expected SHA-256/)).message, /damaged/);
});

test.run();
