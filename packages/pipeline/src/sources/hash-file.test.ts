import { equal } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { hashFile, hashFileBeside } from './hash-file.ts';

const test = suite('hash-file');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const path = join(folder.path, 'table.csv');
const content = Buffer.from('a,b\n1,2\n'.repeat(400_000));
await writeFile(path, content);

test('the digest is the same here and in another thread', async () => {
  const expected = createHash('sha256').update(content).digest('hex');
  equal(await hashFile(path), expected);
  equal(await hashFileBeside(path), expected);
});

test('an abort and a file that is not there end the wait', async () => {
  await rejects(hashFileBeside(path, AbortSignal.abort(new Error('enough'))), /abort/i);
  await rejects(hashFileBeside(join(folder.path, 'absent.csv')), /ENOENT/);
});

test.run();
