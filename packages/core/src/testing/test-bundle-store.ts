import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Test } from 'uvu';
import { encodeBundle } from '../bundle/encode-bundle.ts';
import type { BundleStore } from '../store/bundle-store.ts';
import { readManifest, readVersion } from '../store/bundle-store.ts';
import { exampleContents } from './example-bundle.ts';
import { rejects } from './rejects.ts';

/** A place for the bundles of one model, empty at first, that several processes may open. */
export interface StorePlace extends AsyncDisposable {
  /** Opens the place, as another process would: nothing is shared but what is kept there. */
  open(): BundleStore;
  /** Leaves a part of an entry as the next one of the ledger, as a process does that is killed while it writes. */
  tear(): Promise<void>;
}

/** The files of the example bundle as a version. */
export function exampleFiles(version: string, candidate = 'a'): Map<string, Uint8Array> {
  return encodeBundle({ ...exampleContents(version), candidate });
}

/** Registers the tests that every driver of a `BundleStore` passes. */
export function testBundleStore<Context>(test: Test<Context>, make: () => Promise<StorePlace>): void {
  const publish = (store: BundleStore, candidate = 'a') =>
    store.publish((version) => exampleFiles(version, candidate));

  test('a new place is empty', async () => {
    await using place = await make();
    const store = place.open();
    deepEqual(await store.versions(), []);
    deepEqual(await store.entries(), []);
    equal(await store.alias('production'), undefined);
    await rejects(store.read('1'), /1\/manifest\.json: expected the manifest of a bundle, received nothing/);
  });

  test('versions count up from 1, and are read by whoever opens the place', async () => {
    await using place = await make();
    const store = place.open();
    for (const expected of ['1', '2', '3']) equal(await publish(store), expected);
    for (let more = 4; more <= 11; more++) await publish(store);
    const other = place.open();
    equal((await other.versions()).join(), '1,2,3,4,5,6,7,8,9,10,11');
    const { where, manifest } = await readVersion(other, '10');
    equal(where, `${other.where}/10`);
    equal(manifest.version, '10');
    deepEqual(await readManifest(other, '10'), manifest);
    const part = await other.read('10', ['golden.json', 'report.html']);
    deepEqual([...part.keys()].toSorted(), ['golden.json', 'report.html']);
    await rejects(store.read('../1'), /a version number/);
    await rejects(store.read('12'), /12\/manifest\.json/);
  });

  test('what is no bundle of that version is not published', async () => {
    await using place = await make();
    const store = place.open();
    const damaged = exampleFiles('1').set('weights.bin', Uint8Array.of(1));
    await rejects(
      store.publish(() => damaged),
      /weights\.bin: expected \d+ bytes/,
    );
    await rejects(
      store.publish(() => exampleFiles('7')),
      /expected a bundle of version 1, received 7/,
    );
    await rejects(
      store.publish(() => Promise.reject(new Error('no'))),
      /^no$/,
    );
    deepEqual(await store.versions(), []);
    equal(await publish(store), '1');
  });

  test('publishers at once all succeed, each with a version of its own', async () => {
    await using place = await make();
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const versions = await Promise.all(names.map((name) => publish(place.open(), name)));
    deepEqual(versions.toSorted(), ['1', '2', '3', '4', '5', '6']);
    for (const [i, version] of versions.entries()) {
      const { manifest } = await readVersion(place.open(), version);
      deepEqual([manifest.version, manifest.candidate], [version, names[i]]);
    }
  });

  test('an alias names a version that exists, and the ledger says how it came there', async () => {
    await using place = await make();
    const store = place.open();
    await publish(store);
    await publish(store);
    equal(
      await store.moveAlias('production', '1', { because: { event: 'accepted', reasons: ['first'] } }),
      true,
    );
    equal(await store.moveAlias('canary', '2'), true);
    equal(await store.moveAlias('production', '2'), true);
    equal(await place.open().alias('production'), '2');
    await rejects(store.moveAlias('production', '3'), /3\/manifest\.json/);
    await rejects(store.moveAlias('production', '../2'), /a version number/);
    for (const name of ['1', 'ledger', 'a/b', '']) {
      await rejects(store.moveAlias(name, '2'), /the name of an alias/);
      await rejects(store.alias(name), /the name of an alias/);
    }
    const entries = (await store.entries()).map(({ at, ...entry }) => {
      ok(!Number.isNaN(Date.parse(at as string)));
      return entry;
    });
    deepEqual(entries, [
      { event: 'accepted', reasons: ['first'], alias: 'production', version: '1', was: null },
      { event: 'alias', alias: 'canary', version: '2', was: null },
      { event: 'alias', alias: 'production', version: '2', was: '1' },
    ]);
    await rejects(store.append({ alias: 'production', version: '1' }), /moves no alias/);
    equal(await store.alias('production'), '2');
  });

  test('an alias is moved only if it still is what the mover saw', async () => {
    await using place = await make();
    const store = place.open();
    await publish(store);
    await publish(store);
    equal(await store.moveAlias('production', '1', { ifStill: '2' }), false);
    equal(await store.alias('production'), undefined);
    equal(await store.moveAlias('production', '1', { ifStill: null }), true);
    equal(await store.moveAlias('production', '2', { ifStill: null }), false);
    equal(await store.alias('production'), '1');
    equal(await store.moveAlias('production', '2', { ifStill: '1' }), true);
    equal(await store.alias('production'), '2');
    equal((await store.entries()).length, 2, 'a move that did not come about leaves nothing');
  });

  test('of movers at once that saw the same, exactly one moves', async () => {
    await using place = await make();
    for (let i = 0; i < 6; i++) await publish(place.open());
    for (let round = 0, seen: string | null = null; round < 5; round++) {
      const rivals = ['1', '2', '3', '4', '5', '6'].filter((version) => version !== seen);
      const moved = await Promise.all(
        rivals.map((version) => place.open().moveAlias('production', version, { ifStill: seen })),
      );
      equal(moved.filter(Boolean).length, 1);
      seen = (await place.open().alias('production')) ?? null;
      equal(seen, rivals[moved.indexOf(true)]);
    }
    const moves = (await place.open().entries()).map(({ version, was }) => [was, version]);
    equal(moves.length, 5);
    for (const [i, [was]] of moves.entries()) equal(was, i === 0 ? null : moves[i - 1]![1]);
  });

  test('movers that look again until they are through count up without a loss', async () => {
    await using place = await make();
    for (let i = 0; i < 12; i++) await publish(place.open());
    // Each of four takes the alias three steps on, whatever the others do.
    const step = async () => {
      const store = place.open();
      for (;;) {
        const seen = (await store.alias('production')) ?? null;
        if (await store.moveAlias('production', String(Number(seen ?? 0) + 1), { ifStill: seen })) return;
      }
    };
    await Promise.all(
      [1, 2, 3, 4].map(async () => {
        for (let i = 0; i < 3; i++) await step();
      }),
    );
    equal(await place.open().alias('production'), '12');
  });

  test('the ledger keeps entries appended at once, and passes over a part of one', async () => {
    await using place = await make();
    const store = place.open();
    await publish(store);
    await store.moveAlias('production', '1');
    await store.append({ event: 'look', text: 'ü\n"' });
    await place.tear();
    equal((await store.entries()).length, 2);
    equal(await store.alias('production'), '1');
    await Promise.all([2, 3, 4, 5].map((number) => place.open().append({ number })));
    const entries = await place.open().entries();
    equal(entries.length, 6);
    equal(entries[1]!['text'], 'ü\n"');
    deepEqual(new Set(entries.slice(2).map(({ number }) => number)), new Set([2, 3, 4, 5]));
    equal(await store.moveAlias('production', '1', { ifStill: '1' }), true);
  });
}
