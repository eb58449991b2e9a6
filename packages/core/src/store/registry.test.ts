import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import { exampleContents } from '../testing/example-bundle.ts';
import { rejects, temporaryDirectory } from '../testing/index.ts';
import { appendLedger, readLedger } from './ledger.ts';
import { readBundle, verifyBundle } from '../bundle/read-bundle.ts';
import { listVersions, moveAlias, nextVersion, publishVersion, readAlias } from './registry.ts';
import { resolveBundle } from './resolve-bundle.ts';
import { writeBundle } from '../bundle/write-bundle.ts';

const test = suite('registry');

const publish = (registry: string, candidate = 'a') =>
  publishVersion(registry, (directory, version) =>
    writeBundle(directory, { ...exampleContents(version), candidate }),
  );

test('versions count up from 1', async () => {
  await using directory = await temporaryDirectory();
  const registry = join(directory.path, 'bundles', 'example');
  equal(await nextVersion(registry), '1');
  for (const expected of ['1', '2', '3']) equal(await publish(registry), expected);
  await mkdir(join(registry, '10'));
  deepEqual(await listVersions(registry), ['1', '2', '3', '10']);
  equal(await nextVersion(registry), '11');
});

test('publishers at once all succeed, each with a version of its own', async () => {
  await using directory = await temporaryDirectory();
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const versions = await Promise.all(names.map((name) => publish(directory.path, name)));
  deepEqual(versions.toSorted(), ['1', '2', '3', '4', '5', '6']);
  for (const [i, version] of versions.entries()) {
    const { manifest } = await readBundle(join(directory.path, version));
    equal(manifest.candidate, names[i]);
    equal(manifest.version, version);
  }
  deepEqual((await readdir(directory.path)).toSorted(), versions.toSorted());
});

test('a version that would not verify is not published', async () => {
  await using directory = await temporaryDirectory();
  await rejects(
    publishVersion(directory.path, async (path) => {
      await writeBundle(path, exampleContents('1'));
      await writeFile(join(path, 'weights.bin'), 'changed');
    }),
    /weights\.bin: expected 8 bytes/,
  );
  await rejects(
    publishVersion(directory.path, (path) => writeBundle(path, exampleContents('7'))),
    /expected a bundle of version 1, received 7/,
  );
  deepEqual(await readdir(directory.path), []);
});

test('a process killed at any moment leaves only whole versions, and the next one sweeps the rest', async () => {
  await using directory = await temporaryDirectory();
  const module = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  const endless = `
    const { publishVersion } = await import(${module('./registry.ts')});
    const { writeBundle } = await import(${module('../bundle/write-bundle.ts')});
    const { exampleContents } = await import(${module('../testing/example-bundle.ts')});
    for (;;) {
      await publishVersion(${JSON.stringify(directory.path)}, (path, version) => writeBundle(path, exampleContents(version)));
      process.stdout.write('.');
    }`;
  for (let kill = 0; kill < 3; kill++) {
    const child = spawn(process.execPath, [...process.execArgv, '--input-type=module', '-e', endless], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    await new Promise((done) => setTimeout(done, kill * 5));
    child.kill('SIGKILL');
    await once(child, 'exit');
    for (const version of await listVersions(directory.path)) {
      deepEqual(await verifyBundle(join(directory.path, version)), []);
    }
  }
  ok((await listVersions(directory.path)).length >= 3);
  await publish(directory.path);
  deepEqual(
    (await readdir(directory.path)).filter((name) => name.startsWith('.')),
    [],
  );
});

test('an alias names a version that exists', async () => {
  await using directory = await temporaryDirectory();
  const registry = directory.path;
  equal(await readAlias(registry, 'production'), undefined);
  await publish(registry);
  await publish(registry);
  await moveAlias(registry, 'production', '1');
  await moveAlias(registry, 'production', '2');
  equal(await readAlias(registry, 'production'), '2');
  equal(await readFile(join(registry, 'production'), 'utf8'), '{"version":"2"}\n');
  await rejects(moveAlias(registry, 'production', '3'), /3[\\/]manifest\.json/);
  await rejects(moveAlias(registry, 'production', '../2'), /a version number/);
  await rejects(moveAlias(registry, '1', '2'), /the name of an alias/);
  equal(await readAlias(registry, 'production'), '2');
  // The number in production is never given to another model, even when somebody has removed its directory.
  await rm(join(registry, '2'), { recursive: true });
  equal(await nextVersion(registry), '3');
});

test('a path means a bundle, the production of a registry, or an alias', async () => {
  await using directory = await temporaryDirectory();
  const registry = directory.path;
  await publish(registry);
  await rejects(resolveBundle(registry), /No version is in production: name one, such as .*[\\/]1/);
  await moveAlias(registry, 'production', '1');
  for (const path of [registry, join(registry, 'production'), join(registry, '1')]) {
    equal(await resolveBundle(path), join(registry, '1'));
  }
  await rejects(resolveBundle(join(registry, 'nothing')), /received nothing/);
  await rejects(resolveBundle(join(registry, '1', 'model.json')), /a file that is neither/);
  await writeFile(join(registry, 'production'), '{"version":"../../etc"}');
  await rejects(resolveBundle(registry), /expected an alias such as/);
});

test('the ledger keeps every entry, passes over half a line and takes appends at once', async () => {
  await using directory = await temporaryDirectory();
  deepEqual(await readLedger(directory.path), []);
  await appendLedger(directory.path, { version: '1', decision: 'accepted' });
  await appendFile(join(directory.path, 'ledger.ndjson'), '{"version":"2","deci');
  await Promise.all([2, 3, 4, 5].map((version) => appendLedger(directory.path, { version })));
  const entries = (await readLedger(directory.path)) as { version: unknown }[];
  equal(entries.length, 5);
  deepEqual(entries[0], { version: '1', decision: 'accepted' });
  deepEqual(new Set(entries.slice(1).map(({ version }) => version)), new Set([2, 3, 4, 5]));
  match(await readFile(join(directory.path, 'ledger.ndjson'), 'utf8'), /\n$/);
});

test.run();
