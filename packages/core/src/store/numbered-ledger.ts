import { z } from 'zod';
import { RampartError } from '../errors.ts';
import type { LedgerEntry, MoveOptions } from './bundle-store.ts';

/** Where entries are kept, each under its number, from 1 on: all that a driver adds to make a ledger of it. */
export interface NumberedEntries {
  /** The largest number that is taken; 0 where there is none. */
  last(): Promise<number>;
  /** The text of an entry; undefined where there is none of that number. */
  read(number: number): Promise<string | undefined>;
  /** Keeps an entry, whole; returns false, and changes nothing, where the number is taken. */
  create(number: number, text: string): Promise<boolean>;
}

/** What an alias may be called: never a version number, so that no alias stands where a version belongs, and never a path. */
const aliasName = /^[A-Za-z][A-Za-z0-9_-]*$/;
export const versionName = /^[1-9]\d*$/;

const entry = z.record(z.string(), z.json());
const move = z.looseObject({ alias: z.string(), version: z.string().regex(versionName) });

/** Whether a text is the name of an alias; `ledger` is the place of the entries. */
export function isAliasName(name: string): boolean {
  return aliasName.test(name) && name !== 'ledger';
}

/** Throws a RampartError('bundle') where a name is none that an alias may have. */
export function requireAliasName(name: string): void {
  if (isAliasName(name)) return;
  throw new RampartError('bundle', {
    where: 'the name of an alias',
    expected: 'a letter, then letters, digits, `_` and `-`, and not `ledger`',
    received: JSON.stringify(name),
  });
}

/**
 * Entries in one order that all writers agree on, as the next number goes to one of them. `before` is what an alias named
 * before there were numbered entries.
 */
export class NumberedLedger {
  readonly #entries: NumberedEntries;
  readonly #before: (alias: string) => Promise<string | undefined>;

  constructor(entries: NumberedEntries, before: (alias: string) => Promise<string | undefined>) {
    this.#entries = entries;
    this.#before = before;
  }

  async alias(name: string): Promise<string | undefined> {
    return this.#aliasUpTo(await this.#entries.last(), name);
  }

  /** Asks number by number: a listing may lack an entry that is made meanwhile, though it has a later one. */
  async #aliasUpTo(last: number, name: string): Promise<string | undefined> {
    for (let number = last; number >= 1; number--) {
      const { data } = move.safeParse(await this.#read(number));
      if (data?.alias === name) return data.version;
    }
    return this.#before(name);
  }

  /** Each time round another writer has got on. */
  async moveAlias(name: string, version: string, { ifStill, because }: MoveOptions): Promise<boolean> {
    for (;;) {
      const last = await this.#entries.last();
      const was = (await this.#aliasUpTo(last, name)) ?? null;
      if (ifStill !== undefined && was !== ifStill) return false;
      const moved = { event: 'alias', ...because, alias: name, version, was };
      if (await this.#entries.create(last + 1, textOf(moved))) return true;
    }
  }

  async append(added: LedgerEntry): Promise<void> {
    if ('alias' in added) throw new TypeError('append: expected an entry that moves no alias');
    const text = textOf(added);
    while (!(await this.#entries.create((await this.#entries.last()) + 1, text)));
  }

  async all(): Promise<LedgerEntry[]> {
    const found: LedgerEntry[] = [];
    const last = await this.#entries.last();
    for (let number = 1; number <= last; number++) {
      const one = await this.#read(number);
      if (one !== undefined) found.push(one);
    }
    return found;
  }

  async #read(number: number): Promise<LedgerEntry | undefined> {
    const text = await this.#entries.read(number);
    return text === undefined ? undefined : parseEntry(text);
  }
}

/** An entry of a ledger; undefined where a killed process has left a part of it. */
export function parseEntry(text: string): LedgerEntry | undefined {
  try {
    return entry.safeParse(JSON.parse(text)).data as LedgerEntry | undefined;
  } catch {
    return undefined;
  }
}

function textOf(content: LedgerEntry): string {
  return `${JSON.stringify({ at: new Date().toISOString(), ...content })}\n`;
}
