import { deepEqual, equal, match } from 'node:assert/strict';
import { rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import { encodeBundle } from '../bundle/encode-bundle.ts';
import { RampartError } from '../errors.ts';
import { exampleContents, rejects, resealed, temporaryDirectory } from '../testing/index.ts';
import { readBundleDirectory, writeBundleDirectory } from './bundle-directory.ts';

const test = suite('the directory of a bundle');
const example = encodeBundle(exampleContents());

test('what is written is read again, whole or in part', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, '1');
  await writeBundleDirectory(path, example);
  const read = await readBundleDirectory(path);
  deepEqual([...read.keys()].toSorted(), [...example.keys()].toSorted());
  for (const [name, content] of read) deepEqual(Uint8Array.from(content), example.get(name), name);
  const part = await readBundleDirectory(path, ['golden.json', 'nothing.json']);
  deepEqual([...part.keys()], ['golden.json']);
});

test('what is no bundle, and one without its manifest', async () => {
  await using directory = await temporaryDirectory();
  await writeFile(join(directory.path, 'file'), '');
  for (const path of ['nothing', 'file', '.']) {
    const error = await rejects(readBundleDirectory(join(directory.path, path)), /the manifest of a bundle/);
    equal(error instanceof RampartError && error.code, 'bundle');
  }
});

test('links and folders in the place of files are refused, the manifest too', async () => {
  await using directory = await temporaryDirectory();
  const outside = join(directory.path, 'outside');
  for (const [at, name] of ['weights.bin', 'manifest.json', 'golden.json'].entries()) {
    const path = join(directory.path, String(at));
    await writeBundleDirectory(path, example);
    await writeFile(outside, example.get(name)!);
    await rm(join(path, name));
    await symlink(outside, join(path, name));
    await symlink(directory.path, join(path, 'more'));
    const error = await rejects(readBundleDirectory(path), new RegExp(`${name}: expected a regular file`));
    if (name !== 'manifest.json') match(error.message, /more: expected a regular file/);
  }
});

test('a file of another size than the manifest says, or larger than any, is not read', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, '1');
  await writeBundleDirectory(path, example);
  const huge = 2 ** 27;
  await truncate(join(path, 'weights.bin'), huge);
  await truncate(join(path, 'model.json'), 5);
  const error = await rejects(
    readBundleDirectory(path),
    /weights\.bin: expected \d+ bytes, received 134217728/,
  );
  match(error.message, /model\.json: expected \d+ bytes, received 5 bytes/);

  const stated = resealed(example, {}, (manifest) => {
    Object.assign((manifest.files as Record<string, object>)['model.json']!, { bytes: huge });
  });
  const other = join(directory.path, '2');
  await writeBundleDirectory(other, stated);
  await truncate(join(other, 'model.json'), huge);
  await rejects(readBundleDirectory(other), /model\.json: expected at most \d+ bytes/);
});

test.run();
