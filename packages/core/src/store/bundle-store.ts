import { decodeBundle, decodeManifest } from '../bundle/decode-bundle.ts';
import { type Manifest, manifestFile } from '../bundle/manifest.ts';
import type { Bundle } from '../bundle/model-package.ts';
import type { NamedBytes } from '../bundle/named-bytes.ts';
import type { Json } from '../digest.ts';

/** What a ledger keeps, as plain JSON. Each has `at`, the time; one that moved an alias has `alias`, `version` and `was`. */
export type LedgerEntry = Readonly<Record<string, Json>>;

/**
 * Keeps the versions of one model's bundle, never changed once they are there, and a ledger of numbered entries, never
 * changed either. An alias such as `production` is what the last entry about it says. Each driver passes
 * `testBundleStore`: a process may be killed at any moment, and others may write to the same place at once.
 */
export interface BundleStore {
  /** How messages call it; a version is `${where}/${version}`. */
  readonly where: string;
  /** Oldest first: "1", "2", …; none where nothing has been published yet. */
  versions(): Promise<string[]>;
  /** The files of a version, all or those named; not verified. Throws a RampartError('bundle') where it is not there. */
  read(version: string, names?: readonly string[]): Promise<NamedBytes>;
  /**
   * Publishes what `make` gives for the next version, whole or not at all; where another process takes the number first,
   * `make` is asked again. Throws a RampartError('bundle') where the files are no bundle of that version.
   */
  publish(make: (version: string) => NamedBytes | Promise<NamedBytes>): Promise<string>;
  /** The version that an alias names; undefined where it has not been set. */
  alias(name: string): Promise<string | undefined>;
  /**
   * Makes an alias name a version, at once for every reader, by an entry in the ledger. Throws a RampartError('bundle')
   * where that version is not there. With `ifStill` it moves only an alias that names that version (null: none), and
   * returns false where it names another by now.
   */
  moveAlias(name: string, version: string, options?: MoveOptions): Promise<boolean>;
  /** Adds an entry to the ledger, with the time, and waits until it is kept. */
  append(entry: LedgerEntry): Promise<void>;
  /** Every entry of the ledger, oldest first; a part of one, left by a killed process, is passed over. */
  entries(): Promise<LedgerEntry[]>;
}

/** How an alias is moved. */
export interface MoveOptions {
  /** The version that the alias must name still; null: none. */
  readonly ifStill?: string | null;
  /** What else the entry says, such as the reason. */
  readonly because?: LedgerEntry;
}

/** A version of a store, with every check. Throws a RampartError('bundle') with all its problems. */
export async function readVersion(store: BundleStore, version: string): Promise<Bundle> {
  return decodeBundle(await store.read(version), `${store.where}/${version}`);
}

/** The manifest of a version of a store, alone. */
export async function readManifest(store: BundleStore, version: string): Promise<Manifest> {
  const files = await store.read(version, [manifestFile]);
  return decodeManifest(files.get(manifestFile), `${store.where}/${version}`);
}
