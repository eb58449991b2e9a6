import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { checkFiles } from '../bundle/check-files.ts';
import { decodeBundle } from '../bundle/decode-bundle.ts';
import { manifestFile } from '../bundle/manifest.ts';
import type { NamedBytes } from '../bundle/named-bytes.ts';
import { RampartError } from '../errors.ts';
import { createFile } from '../files/create-file.ts';
import { ifAbsent } from '../files/if-absent.ts';
import { publishDirectory } from '../files/publish-directory.ts';
import { removeStaleTemporaries } from '../files/remove-stale-temporaries.ts';
import { withTemporaryDirectory } from '../files/with-temporary-directory.ts';
import { readBundleDirectory, writeBundleDirectory } from './bundle-directory.ts';
import type { BundleStore, LedgerEntry, MoveOptions } from './bundle-store.ts';
import { NumberedLedger, parseEntry, requireAliasName, versionName } from './numbered-ledger.ts';

/** Digits of an entry's number in its name, so that names sort as the numbers do. */
const digits = 8;
const entryName = new RegExp(`^\\d{${digits}}\\.json$`);

/** What registries of an earlier version keep: a line of JSON for an entry, a file for an alias. */
const earlier = {
  ledger: 'ledger.ndjson',
  alias: z.strictObject({ version: z.string().regex(versionName) }),
};

/**
 * A store in a directory: `<version>/` with a bundle's files, `ledger/<number>.json`. It needs no lock: a version and an
 * entry get their names in one step, which fails where the name is taken. An alias and entries that an earlier version
 * has left in files of their own are read.
 */
export class DirectoryStore implements BundleStore {
  readonly where: string;
  readonly #ledger: NumberedLedger;

  constructor(directory: string) {
    this.where = directory;
    const folder = join(directory, 'ledger');
    const pathOf = (number: number) => join(folder, `${String(number).padStart(digits, '0')}.json`);
    const entries = {
      async last() {
        const names = await readdir(folder).catch(ifAbsent<string[]>([]));
        return names.reduce(
          (last, name) => (entryName.test(name) ? Math.max(last, parseInt(name, 10)) : last),
          0,
        );
      },
      read: (number: number) => readFile(pathOf(number), 'utf8').catch(ifAbsent(undefined)),
      create: (number: number, text: string) => createFile(pathOf(number), text),
    };
    this.#ledger = new NumberedLedger(entries, (alias) => this.#earlierAlias(alias));
  }

  async versions(): Promise<string[]> {
    const names = await readdir(this.where).catch(ifAbsent<string[]>([]));
    return names
      .filter((name) => versionName.test(name))
      .toSorted((left, right) => Number(left) - Number(right));
  }

  async read(version: string, names?: readonly string[]): Promise<NamedBytes> {
    this.#requireVersionName(version);
    return readBundleDirectory(join(this.where, version), names);
  }

  async publish(make: (version: string) => NamedBytes | Promise<NamedBytes>): Promise<string> {
    await removeStaleTemporaries(this.where);
    await removeStaleTemporaries(join(this.where, 'ledger'));
    for (let refused = ''; ; ) {
      const version = await this.#nextVersion();
      const final = join(this.where, version);
      // The number is still free, yet the rename was refused: trying again would never end.
      if (version === refused) throw notWritable(final);
      const files = await make(version);
      const { manifest } = decodeBundle(files, final);
      if (manifest.version !== version) throw wrongVersion(final, version, manifest.version);
      const published = await withTemporaryDirectory(this.where, async (parent) => {
        const temporary = join(parent, version);
        await writeBundleDirectory(temporary, files);
        const problems = checkFiles(await readBundleDirectory(temporary), manifest.files, temporary);
        if (problems.length > 0) throw new RampartError('bundle', problems);
        return publishDirectory(temporary, final);
      });
      if (published) return version;
      refused = version;
    }
  }

  /** The version after the newest; one in production counts even where its directory is gone. */
  async #nextVersion(): Promise<string> {
    const newest = (await this.versions()).at(-1) ?? 0;
    const alias = (await this.alias('production')) ?? 0;
    return String(Math.max(Number(newest), Number(alias)) + 1);
  }

  async alias(name: string): Promise<string | undefined> {
    requireAliasName(name);
    return this.#ledger.alias(name);
  }

  async moveAlias(name: string, version: string, options: MoveOptions = {}): Promise<boolean> {
    requireAliasName(name);
    await this.read(version, [manifestFile]);
    if (!(await this.#ledger.moveAlias(name, version, options))) return false;
    // Whoever looks at it would take it for the truth.
    await rm(join(this.where, name), { force: true });
    return true;
  }

  append(entry: LedgerEntry): Promise<void> {
    return this.#ledger.append(entry);
  }

  async entries(): Promise<LedgerEntry[]> {
    const text = await readFile(join(this.where, earlier.ledger), 'utf8').catch(ifAbsent(''));
    const before = text.split('\n').map(parseEntry);
    return [...before.filter((entry) => entry !== undefined), ...(await this.#ledger.all())];
  }

  #requireVersionName(version: string): void {
    if (versionName.test(version)) return;
    throw new RampartError('bundle', { where: this.where, expected: 'a version number', received: version });
  }

  async #earlierAlias(alias: string): Promise<string | undefined> {
    const where = join(this.where, alias);
    const text = await readFile(where, 'utf8').catch(ifAbsent(undefined));
    if (text === undefined) return undefined;
    const parsed = earlier.alias.safeParse(parseEntry(text));
    if (parsed.success) return parsed.data.version;
    throw new RampartError('bundle', {
      where,
      expected: 'an alias such as {"version":"3"}',
      received: JSON.stringify(text.slice(0, 60)),
      fix: 'Move the alias again to the version it should name.',
    });
  }
}

function notWritable(where: string): RampartError {
  return new RampartError('bundle', {
    where,
    expected: 'to make this directory',
    received: 'a refusal by the file system',
    fix: 'Check the rights of the registry directory.',
  });
}

function wrongVersion(where: string, expected: string, received: string): RampartError {
  return new RampartError('bundle', { where, expected: `a bundle of version ${expected}`, received });
}
