import { deepEqual, equal, ok } from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import { RampartError } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import { readAll, rejects } from '@rampart/core/testing';
import type { Test } from 'uvu';
import type { ReadOptions, Source } from '@rampart/core/rows';

/** A value of the contract's tables. */
export type ContractCell = string | number | boolean | Date | null;

/** A table that a driver's test puts where its source reads. */
export interface ContractTable {
  readonly names: readonly string[];
  readonly rows: readonly (readonly ContractCell[])[];
}

/** What the contract suite must know of a source driver. */
export interface SourceContract {
  /** Puts the table where the driver finds it and opens it. */
  open(table: ContractTable): Source | Promise<Source>;
  /** A source of this driver that is not there. */
  absent(): Source | Promise<Source>;
  /** The value that a cell comes back as; by default itself. */
  readonly cell?: (value: ContractCell, column: string) => unknown;
  /** The line of the row at that position (from 0), where it is not the row's number. */
  readonly line?: (row: number, table: ContractTable) => number;
  /** How rows are asked for; by default with a header line and commas. */
  readonly layout?: Pick<ReadOptions, 'names' | 'delimiter'>;
  /** Rows of the largest table; 10,000 where left out. */
  readonly rows?: number;
  /** false: without a row the source cannot know its columns. */
  readonly namesWithoutRows?: boolean;
  /** true: the source can be read once, as standard input can. */
  readonly once?: boolean;
  /** Texts that must never be seen: passwords, keys. */
  readonly secrets?: readonly string[];
  /** How much has been taken from where the data are, against how much there is (bytes or documents). */
  readonly taken?: () => { readonly taken: number; readonly total: number };
  /** Connections, cursors and files that are open now. */
  readonly openHandles?: () => number | Promise<number>;
}

/** A table with all that drivers get wrong: blanks, quotes, line breaks, other scripts, missing cells, near-equal floats. */
export function contractTable(rows: number): ContractTable {
  const random = createRandom(rows + 1);
  const texts = [
    'tcp',
    'udp',
    'a "quoted" one',
    'comma, and\nline',
    'ünï – 漢字 🙂',
    ' padded ',
    'null',
    '0',
  ];
  return {
    names: ['id', 'label', 'ratio', 'flag', 'seen', 'note with blanks'],
    rows: Array.from({ length: rows }, (_, row) => [
      row,
      texts[random.integer(texts.length)]!,
      random.next() < 0.1 ? null : random.normal() * 10 ** random.integer(9),
      random.next() < 0.5,
      new Date(Date.UTC(2026, 0, 1) + random.integer(1e9)),
      random.next() < 0.3 ? null : `row ${row}`,
    ]),
  };
}

/** Registers the tests that every source must pass. */
export function testSource(test: Test, name: string, contract: SourceContract): void {
  const { layout = { names: null, delimiter: ',' }, once = false, secrets = [] } = contract;
  const big = contractTable(contract.rows ?? 10_000);
  const check = (what: string, run: () => Promise<void>) => test(`${name}: ${what}`, run);
  const cellsOf = (table: ContractTable, row: number) =>
    table.rows[row]!.map((value, at) => (contract.cell ?? ((same) => same))(value, table.names[at]!));
  const lineOf = (table: ContractTable, row: number) => contract.line?.(row, table) ?? row + 1;

  check('every row comes back, in order and with its line', async () => {
    const source = await contract.open(big);
    const { names, rows } = await readAll(source, layout);
    deepEqual(names, big.names);
    equal(rows.length, big.rows.length);
    rows.forEach(({ line, cells }, row) => {
      // deepEqual on all of it would be slow to tell what differs.
      deepEqual(cells, cellsOf(big, row), `row ${row}`);
      equal(line, lineOf(big, row), `line of row ${row}`);
    });
  });

  check('only the columns asked for need to come, and they are the right ones', async () => {
    const table = contractTable(50);
    const columns = ['ratio', 'id', 'not there'];
    const { names, rows } = await readAll(await contract.open(table), { ...layout, columns });
    for (const column of ['ratio', 'id']) {
      const [here, there] = [names.indexOf(column), table.names.indexOf(column)];
      ok(here >= 0, `${column} is among ${names.join(', ')}`);
      rows.forEach(({ cells }, row) => deepEqual(cells[here], cellsOf(table, row)[there]));
    }
    equal(rows.length, 50);
    ok(!names.includes('not there'));
  });

  check('a table without rows still names its columns', async () => {
    const table = contractTable(0);
    const { names, rows, batches } = await readAll(await contract.open(table), layout);
    ok(batches >= 1, 'the first batch comes');
    deepEqual(rows, []);
    if (contract.namesWithoutRows !== false) deepEqual(names, table.names);
  });

  check('reading twice, and twice at once, gives the same', async () => {
    if (once) return;
    const source = await contract.open(contractTable(500));
    const [first, second] = await Promise.all([readAll(source, layout), readAll(source, layout)]);
    deepEqual(first, second);
    deepEqual(await readAll(source, layout), first);
  });

  check(
    'its digest stays while the content does, and changes with it; reading is not disturbed',
    async () => {
      const source = await contract.open(contractTable(500));
      const digest = await source.digest();
      equal(await source.digest(), digest);
      if (digest !== null) {
        ok(/^[0-9a-f]{64}$/.test(digest), digest);
        ok((await (await contract.open(contractTable(499))).digest()) !== digest);
        return;
      }
      equal((await readAll(source, layout)).rows.length, 500);
    },
  );

  check('an abort ends the reading, before it begins and in the middle', async () => {
    const abort = new AbortController();
    const source = await contract.open(big);
    await rejects(async () => {
      for await (const _ of source.read({ ...layout, signal: abort.signal })) {
        ok(!abort.signal.aborted, 'nothing comes after the abort');
        abort.abort(new Error('enough'));
      }
    }, aborted);
    const never = await contract.open(contractTable(5));
    await rejects(readAll(never, { ...layout, signal: AbortSignal.abort(new Error('enough')) }), aborted);
    await noHandles(contract);
  });

  check('a reader that leaves early closes everything', async () => {
    const source = await contract.open(big);
    for await (const batch of source.read(layout)) {
      ok(batch.rows.length < big.rows.length, 'there is more than one batch');
      break;
    }
    await noHandles(contract);
    if (!once) equal((await readAll(source, layout)).rows.length, big.rows.length);
    await noHandles(contract);
  });

  check('a slow reader does not have all of it read ahead', async () => {
    if (contract.taken === undefined) return;
    const reading = (await contract.open(big)).read(layout)[Symbol.asyncIterator]();
    await reading.next();
    await wait(200);
    const { taken, total } = contract.taken();
    await reading.return?.();
    ok(taken < total / 2, `${taken} of ${total} were taken for the first batch`);
  });

  check('a source that is not there is told with what to do', async () => {
    const source = await contract.absent();
    for (const act of [() => readAll(source, layout), () => source.digest()]) {
      const told = await act().catch((error: unknown) => error);
      // Whether there is something may be unknown until it is read.
      if (told === null) continue;
      ok(told instanceof RampartError, `a RampartError, not ${inspect(told)}`);
      ok(told.problems.every(({ where, received }) => where !== '' && received !== ''));
      for (const secret of secrets)
        ok(!inspect(told, { depth: 9 }).includes(secret), 'no secret in an error');
    }
    for (const secret of secrets) ok(!source.uri.includes(secret), 'no secret in the URI');
  });

  check('its URI shows no secret', async () => {
    const source = await contract.open(contractTable(5));
    for (const secret of secrets) ok(!inspect(source, { depth: 2 }).includes(secret));
  });
}

const aborted = (error: Error) =>
  ok(error instanceof RampartError && error.code === 'aborted', inspect(error));

/** Handles may take a moment to close after the reader has left. */
async function noHandles({ openHandles }: SourceContract): Promise<void> {
  if (openHandles === undefined) return;
  for (let tries = 0; tries < 40 && (await openHandles()) > 0; tries++) await wait(50);
  equal(await openHandles(), 0, 'everything is closed');
}
