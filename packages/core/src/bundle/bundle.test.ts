import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { appendFile, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import { exampleContents, exampleEncoding, rejects, temporaryDirectory } from '../testing/index.ts';
import { editManifest, texts, written } from './bundle.test.kit.ts';
import type { Manifest } from './manifest.ts';
import type { BundleContents } from './model-package.ts';
import { readBundle, verifyBundle } from './read-bundle.ts';
import { writeBundle } from './write-bundle.ts';

const test = suite('bundle');

test('what is written is read again', async () => {
  await using directory = await temporaryDirectory();
  const contents = exampleContents();
  const bundle = await readBundle(await written(directory.path, contents));
  deepEqual(bundle.schema, contents.schema);
  deepEqual(bundle.signature, contents.signature);
  deepEqual(bundle.golden, contents.golden);
  deepEqual(new Uint8Array(bundle.model.weights), contents.model.weights);
  equal(bundle.model.topology, contents.model.topology);
  deepEqual(bundle.reference, contents.reference);
  equal(bundle.report, contents.report);
  deepEqual(bundle.decisions, contents.decisions);
  equal(bundle.manifest.createdAt, contents.createdAt);
});

test('the same contents give the same bytes', async () => {
  await using one = await temporaryDirectory();
  await using two = await temporaryDirectory();
  const [left, right] = [await written(one.path), await written(two.path)];
  for (const name of await readdir(left)) {
    deepEqual(await readFile(join(left, name)), await readFile(join(right, name)), name);
  }
});

test('one changed byte in any file, at any place, is found', async () => {
  await using directory = await temporaryDirectory();
  const path = await written(directory.path);
  for (const name of await readdir(path)) {
    if (name === 'manifest.json') continue;
    const file = join(path, name);
    const original = await readFile(file);
    for (const at of [0, original.length >> 1, original.length - 1]) {
      const changed = Buffer.from(original);
      changed[at]! ^= 1;
      await writeFile(file, changed);
      const problems = await verifyBundle(path);
      equal(problems.length, 1, name);
      match(texts(problems), new RegExp(`${name}: expected SHA-256`));
    }
    await writeFile(file, original);
  }
  deepEqual(await verifyBundle(path), []);
});

test('one changed byte anywhere in the manifest is found', async () => {
  await using directory = await temporaryDirectory();
  const path = await written(directory.path);
  const file = join(path, 'manifest.json');
  const original = await readFile(file);
  for (let at = 0; at < original.length; at += 3) {
    const changed = Buffer.from(original);
    changed[at]! ^= 1;
    await writeFile(file, changed);
    const around = changed.subarray(at - 10, at + 10).toString();
    ok((await verifyBundle(path)).length > 0, `byte ${at}: ${around}`);
  }
});

test('all damaged files are told at once', async () => {
  await using directory = await temporaryDirectory();
  const path = await written(directory.path);
  await truncate(join(path, 'weights.bin'), 3);
  await rm(join(path, 'golden.json'));
  await appendFile(join(path, 'model.json'), ' ');
  await writeFile(join(path, 'run.js'), 'process.exit(1)');
  const problems = await verifyBundle(path);
  equal(problems.length, 4);
  match(texts(problems), /weights\.bin: expected 8 bytes, received 3 bytes/);
  match(texts(problems), /golden\.json: expected a file that the manifest lists, received nothing/);
  match(texts(problems), /model\.json: expected 14 bytes, received 15 bytes/);
  match(texts(problems), /run\.js: expected only the files that the manifest lists/);
});

test('a link in place of a file is refused, and so is a directory', async () => {
  await using directory = await temporaryDirectory();
  const path = await written(directory.path);
  const outside = join(directory.path, 'outside');
  await writeFile(outside, await readFile(join(path, 'weights.bin')));
  await rm(join(path, 'weights.bin'));
  await symlink(outside, join(path, 'weights.bin'));
  match(texts(await verifyBundle(path)), /weights\.bin: expected a regular file/);
});

test('a newer format is told first and alone', async () => {
  await using directory = await temporaryDirectory();
  const path = await written(directory.path);
  await editManifest(path, (manifest) => {
    manifest.format = 3;
    delete manifest.files;
  });
  const problems = await verifyBundle(path);
  equal(problems.length, 1);
  match(texts(problems), /bundle format 3, this version reads up to 2: upgrade @rampart\/serve/);
});

test('a manifest that is missing, no JSON or of another shape', async () => {
  await using directory = await temporaryDirectory();
  const path = await written(directory.path);
  await rejects(readBundle(join(directory.path, 'nothing')), /the manifest of a bundle, received ENOENT/);
  await editManifest(path, (manifest) => {
    (manifest.decisions as { threshold: number }[])[0]!.threshold = 1.5;
    manifest.version = 'latest';
    Object.assign(manifest.signature as object, { colour: 'red' });
    delete (manifest.files as Manifest['files'])['weights.bin'];
  });
  const problems = texts(await verifyBundle(path));
  match(problems, /manifest\.json, decisions\.0\.threshold: /);
  match(problems, /manifest\.json, version: expected a version number as text/);
  match(problems, /signature\.colour: expected one of the known names/);
  match(problems, /manifest\.json, files\.weights\.bin: expected an entry, received nothing/);
  await truncate(join(path, 'manifest.json'), 40);
  match(texts(await verifyBundle(path)), /manifest\.json: expected JSON/);
  await truncate(join(path, 'manifest.json'), 0);
  match(texts(await verifyBundle(path)), /manifest\.json: expected JSON/);
});

test('file names with path parts are refused', async () => {
  await using directory = await temporaryDirectory();
  const path = await written(directory.path);
  for (const name of ['../outside', '/etc/passwd', 'a/b', 'a\\b', '..', '.hidden', '']) {
    await editManifest(path, (manifest) => {
      const files = manifest.files as Manifest['files'];
      manifest.files = { ...files, [name]: files['weights.bin'] };
    });
    ok((await verifyBundle(path)).length > 0, name);
    await editManifest(path, (manifest) => delete (manifest.files as Manifest['files'])[name]);
  }
  deepEqual(await verifyBundle(path), []);
});

test('a signature that is not the schema’s is never written', async () => {
  await using directory = await temporaryDirectory();
  const contents = exampleContents();
  const faults: [BundleContents['signature'], RegExp][] = [
    [{ ...contents.signature, positive: 0 }, /signature\.positive: expected 1, received 0/],
    [{ ...contents.signature, classes: ['normal', 'other'] }, /signature\.classes: expected normal, attack/],
    [
      { ...contents.signature, inputs: exampleEncoding.toReversed() },
      /signature\.inputs: expected the schema's/,
    ],
    [
      {
        ...contents.signature,
        inputs: exampleEncoding.map((input) =>
          input.name === 'risk' ? { name: 'risk', type: 'category', vocabulary: [0, 1] } : input,
        ),
      },
      /signature\.inputs\.risk: expected categories -1, 0, 1, received categories 0, 1/,
    ],
  ];
  for (const [signature, message] of faults) {
    await rejects(writeBundle(join(directory.path, '1'), { ...contents, signature }), message);
  }
  deepEqual(await readdir(directory.path), []);
});

test('golden rows must hold the inputs and one probability per class', async () => {
  await using directory = await temporaryDirectory();
  const contents = exampleContents();
  const golden = [
    { note: 'short', row: { duration: 1 }, probabilities: [0.2, 0.8] },
    { note: 'many', row: contents.golden[0]!.row, probabilities: [0.2, 0.3, 0.5] },
  ];
  const error = await rejects(
    writeBundle(join(directory.path, '1'), { ...contents, golden }),
    /row 1: expected/,
  );
  match(error.message, /row 2: expected 2 probabilities, received 3/);
});

test('a second writer of the same version fails and changes nothing', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, '1');
  const writers = ['a', 'b', 'c'].map((candidate) => writeBundle(path, { ...exampleContents(), candidate }));
  const ends = await Promise.allSettled(writers);
  equal(ends.filter(({ status }) => status === 'fulfilled').length, 1);
  const winner = ends.find((end) => end.status === 'fulfilled')!.value;
  equal((await readBundle(path)).manifest.candidate, winner.candidate);
  await rejects(writeBundle(path, exampleContents()), /a bundle is never changed/);
  deepEqual(await readdir(directory.path), ['1']);
});

test.run();
