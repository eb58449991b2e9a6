import { deepEqual, equal, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import { verifyBundle } from '../bundle/decode-bundle.ts';
import { exampleFiles, rejects, temporaryDirectory, testBundleStore } from '../testing/index.ts';
import { writeBundleDirectory } from './bundle-directory.ts';
import { bundleAt, openBundle, openStore } from './open-bundle.ts';

const test = suite('a store in a directory');

testBundleStore(test, async () => {
  const directory = await temporaryDirectory();
  const path = join(directory.path, 'bundles', 'example');
  return {
    open: () => openStore(path),
    async tear() {
      const folder = join(path, 'ledger');
      const names = await readdir(folder);
      const next = String(names.length + 1).padStart(8, '0');
      await writeFile(join(folder, `${next}.json`), '{"event":"alias","alias":"production","vers');
    },
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
});

const publish = (path: string) => openStore(path).publish((version) => exampleFiles(version));

test('a number is never given twice, though its directory is gone or holds nothing', async () => {
  await using directory = await temporaryDirectory();
  await publish(directory.path);
  await mkdir(join(directory.path, '10'));
  equal(await publish(directory.path), '11');
  await openStore(directory.path).moveAlias('production', '11');
  await rm(join(directory.path, '11'), { recursive: true });
  equal(await publish(directory.path), '12');
});

/** Runs a program in a process of its own that has the modules of a store at hand. */
function inProcess(program: string) {
  const module = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  const text = `
    const { openStore } = await import(${module('./open-bundle.ts')});
    const { exampleFiles } = await import(${module('../testing/test-bundle-store.ts')});
    ${program}`;
  return spawn(process.execPath, [...process.execArgv, '--input-type=module', '-e', text], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

test('a process killed at any moment leaves only what is whole, and the next one sweeps the rest', async () => {
  await using directory = await temporaryDirectory();
  const store = openStore(directory.path);
  const endless = `
    const store = openStore(${JSON.stringify(directory.path)});
    for (;;) {
      const version = await store.publish((version) => exampleFiles(version));
      await store.moveAlias('production', version);
      process.stdout.write('.');
    }`;
  for (let kill = 0; kill < 4; kill++) {
    const child = inProcess(endless);
    await once(child.stdout, 'data');
    await new Promise((done) => setTimeout(done, kill * 5));
    child.kill('SIGKILL');
    await once(child, 'exit');
    for (const version of await store.versions()) deepEqual(verifyBundle(await store.read(version)), []);
    const moves = await store.entries();
    equal(moves.at(-1)!['version'], await store.alias('production'));
  }
  ok((await store.versions()).length >= 4);
  const folder = join(directory.path, 'ledger');
  const entries = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  equal((await store.entries()).length, entries.length, 'no entry is cut');
  await publish(directory.path);
  for (const path of [directory.path, folder]) {
    deepEqual(
      (await readdir(path)).filter((name) => name.startsWith('.')),
      [],
    );
  }
});

test('processes that publish and move at once lose nothing', async () => {
  await using directory = await temporaryDirectory();
  const steps = 8;
  const program = `
    const store = openStore(${JSON.stringify(directory.path)});
    for (let i = 0; i < ${steps}; i++) {
      const version = await store.publish((version) => exampleFiles(version));
      for (;;) {
        const seen = (await store.alias('production')) ?? null;
        if (await store.moveAlias('production', version, { ifStill: seen })) break;
      }
    }`;
  const children = [1, 2, 3].map(() => inProcess(program));
  deepEqual(
    await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0] as number)),
    [0, 0, 0],
  );
  const store = openStore(directory.path);
  equal((await store.versions()).length, 3 * steps);
  const moves = await store.entries();
  equal(moves.length, 3 * steps);
  for (const [i, { was }] of moves.entries()) equal(was, i === 0 ? null : moves[i - 1]!['version']);
  equal(new Set(moves.map(({ version }) => version)).size, 3 * steps);
});

test('a directory of registries is told with those that it holds', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'bundles', 'mail');
  await publish(path);
  await openStore(path).moveAlias('production', '1');
  for (const place of [directory.path, join(directory.path, 'bundles')]) {
    await rejects(openBundle(place), ({ message }) => ok(message.includes(`Did you mean \`${path}\`?`)));
  }
});

test('a path means a bundle, the production of a store, or an alias', async () => {
  await using directory = await temporaryDirectory();
  const path = directory.path;
  await publish(path);
  await rejects(openBundle(path), /No version is in production: name one, such as .*1/);
  await openStore(path).moveAlias('production', '1');
  for (const place of [path, join(path, 'production'), join(path, '1')]) {
    equal((await openBundle(place)).where, join(path, '1'));
  }
  await rejects(openBundle(join(path, 'nothing')), /received nothing/);
  await rejects(openBundle(join(path, '1', 'model.json')), /a file that is neither/);
  await rejects(openBundle(join(path, '1', 'model.json', 'x')), /received nothing/);
  equal(await bundleAt(join(path, 'nothing')), undefined);
});

test('a registry of an earlier version is read, and goes on as a store', async () => {
  await using directory = await temporaryDirectory();
  const path = directory.path;
  for (const version of ['1', '2']) await writeBundleDirectory(join(path, version), exampleFiles(version));
  await writeFile(join(path, 'production'), '{"version":"1"}\n');
  await writeFile(
    join(path, 'ledger.ndjson'),
    '{"event":"accepted","version":"1"}\n{"event":"rej\n{"look":2}\n',
  );
  const store = openStore(path);
  equal(await store.alias('production'), '1');
  equal((await openBundle(path)).version, '1');
  equal((await openBundle(join(path, 'production'))).version, '1');
  deepEqual(await store.entries(), [{ event: 'accepted', version: '1' }, { look: 2 }]);

  equal(await store.moveAlias('production', '2', { ifStill: null }), false);
  equal(await store.moveAlias('production', '2', { ifStill: '1' }), true);
  equal(await openStore(path).alias('production'), '2');
  deepEqual((await readdir(path)).toSorted(), ['1', '2', 'ledger', 'ledger.ndjson']);
  deepEqual(
    (await store.entries()).map(({ version, look }) => version ?? look),
    ['1', 2, '2'],
  );
  await writeFile(join(path, 'canary'), '{"version":"../../etc"}');
  await rejects(store.alias('canary'), /expected an alias such as/);
});

test.run();
