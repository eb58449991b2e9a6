import { deepEqual, equal, ok } from 'node:assert/strict';
import { inspect } from 'node:util';
import { defineSchema, RampartError, recordAt } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import { rejects } from '@rampart/core/testing';
import type { Test } from 'uvu';
import { readTable, type Source } from '@rampart/core/rows';
import type { Sink, SinkBatch, SinkRecord, SinkResult } from '../rows/sink.ts';

/** What the contract suite must know of a sink driver. */
export interface SinkContract {
  /** A sink to a place of its own, where nothing is yet; the same place again for the same name. */
  open(place: string): Sink | Promise<Sink>;
  /** The source that reads what was written there. */
  read(place: string): Source | Promise<Source>;
  /** Rows of the largest table; 5,000 where left out. */
  readonly rows?: number;
  /** Rows that may be under way between the writer of the rows and the place; 20,000 where left out. */
  readonly underWay?: number;
  /** Texts that must never be seen: passwords, keys. */
  readonly secrets?: readonly string[];
}

const columns: SinkBatch['columns'] = [
  { name: 'id', type: 'number' },
  { name: 'label', type: 'text' },
  { name: 'ratio', type: 'number' },
  { name: 'seen', type: 'time' },
  { name: 'note with blanks', type: 'text' },
  { name: 'never', type: 'number' },
];

const schema = defineSchema({
  name: 'contract',
  columns: [
    { name: 'id', kind: 'numeric' },
    { name: 'label', kind: 'categorical' },
    { name: 'ratio', kind: 'numeric' },
    { name: 'seen', kind: 'time' },
    { name: 'note with blanks', kind: 'text', role: 'ignored' },
    { name: 'never', kind: 'numeric' },
  ],
});

const texts = [
  'tcp',
  'a "quoted" one',
  'comma, and\nline',
  'ünï – 漢字 🙂',
  "it's",
  'true',
  '0',
  '=1+1',
  'a\tb',
];

/** Rows with all that formats get wrong: quotes, line breaks, other scripts, missing values, floats that are nearly equal. */
export function contractRecords(rows: number, seed = 1): SinkRecord[] {
  const random = createRandom(seed);
  return Array.from({ length: rows }, (_, row) => ({
    id: `row-${row}`,
    line: row + 2,
    fields: {
      id: row,
      label: texts[random.integer(texts.length)]!,
      ratio: random.next() < 0.1 ? null : random.normal() * 10 ** (random.integer(30) - 15),
      seen: random.next() < 0.1 ? null : new Date(Date.UTC(2026, 0, 1) + random.integer(1e9)),
      'note with blanks': random.next() < 0.3 ? null : `row ${row}`,
      never: null,
    },
  }));
}

/** Registers the tests that every sink must pass. */
export function testSink(test: Test, name: string, contract: SinkContract): void {
  const big = contractRecords(contract.rows ?? 5000);
  const check = (what: string, run: (place: string) => Promise<void>) =>
    test(`${name}: ${what}`, () => run(what.replace(/\W+/g, '-').slice(0, 30)));

  async function written(place: string) {
    const { table } = await readTable(await contract.read(place), schema);
    return Array.from({ length: table.rows }, (_, row) => recordAt(table, row));
  }

  async function holds(place: string, records: readonly SinkRecord[]) {
    const rows = await written(place);
    equal(rows.length, records.length);
    // One by one: a deep comparison of all would be slow to tell what differs.
    rows.forEach((row, at) => deepEqual(row, typed(records[at]!), `row ${at}`));
  }

  check('what is written is read back, value by value and in its order', async (place) => {
    const sink = await contract.open(place);
    const told: SinkResult[] = [];
    const result = await sink.write(batched(big), { onWritten: (so) => told.push(so) });
    deepEqual(result, { written: big.length, added: big.length, alreadyThere: 0, refused: 0 });
    deepEqual(told.at(-1), result);
    ok(told.every(({ written }, at) => at === 0 || written >= told[at - 1]!.written));
    await holds(place, big);
  });

  check('writing the same again changes nothing', async (place) => {
    const sink = await contract.open(place);
    const records = big.slice(0, 700);
    await sink.write(batched(records));
    const again = await sink.write(batched(records));
    deepEqual(
      again,
      sink.keepsIds
        ? { written: 700, added: 0, alreadyThere: 700, refused: 0 }
        : { written: 700, added: 700, alreadyThere: 0, refused: 0 },
    );
    await holds(place, records);
    const longer = await sink.write(batched(big.slice(0, 900)));
    equal(longer.added, sink.keepsIds ? 200 : 900);
    await holds(place, big.slice(0, 900));
  });

  check('a failure of the rows is passed on, and shows nothing that is not whole', async (place) => {
    const sink = await contract.open(place);
    let closed = false;
    async function* failing() {
      try {
        yield* batched(big.slice(0, 300));
        throw new TypeError('the rows failed');
      } finally {
        closed = true;
      }
    }
    const error = await rejects(sink.write(failing()), /the rows failed/);
    ok(error instanceof TypeError, 'the error itself');
    ok(closed, 'the rows are closed');
    if (!sink.keepsIds) await rejects(written(place), /./);
    await sink.write(batched(big.slice(0, 400)));
    await holds(place, big.slice(0, 400));
    if (sink.keepsIds) return;
    await rejects(sink.write(failing()), /the rows failed/);
    await holds(place, big.slice(0, 400));
  });

  check('an abort ends the writing between two batches', async (place) => {
    const sink = await contract.open(place);
    const abort = new AbortController();
    let asked = 0;
    async function* rows() {
      for await (const batch of batched(big)) {
        asked += 1;
        yield batch;
        abort.abort(new Error('enough'));
      }
    }
    const isAborted = (error: Error) =>
      ok(error instanceof RampartError && error.code === 'aborted', inspect(error));
    await rejects(sink.write(rows(), { signal: abort.signal }), isAborted);
    ok(asked < big.length / 100, 'no more rows are asked for');
    if (!sink.keepsIds) await rejects(written(place), /./);
    await rejects(sink.write(batched(big), { signal: AbortSignal.abort(new Error('enough')) }), isAborted);
  });

  check('rows are asked for only as fast as they are written', async (place) => {
    const sink = await contract.open(place);
    const most = contract.underWay ?? 20_000;
    let [given, taken, ahead] = [0, 0, 0];
    async function* rows() {
      for (let round = 0; round < 3; round++) {
        for await (const batch of batched(big)) {
          given += batch.records.length;
          ahead = Math.max(ahead, given - taken);
          yield { ...batch, records: batch.records.map((row) => ({ ...row, id: `${round} ${row.id}` })) };
        }
      }
    }
    await sink.write(rows(), {
      onWritten({ written }) {
        taken = written;
      },
    });
    equal(taken, 3 * big.length);
    ok(ahead <= most, `${ahead} rows were under way`);
  });

  check('it shows no secret, in its URI or anywhere', async (place) => {
    const sink = await contract.open(place);
    for (const secret of contract.secrets ?? []) ok(!inspect(sink, { depth: 4 }).includes(secret));
  });
}

async function* batched(records: readonly SinkRecord[]): AsyncGenerator<SinkBatch> {
  for (let start = 0; start < records.length; start += 100) {
    yield { columns, records: records.slice(start, start + 100) };
  }
}

/** A record as the typed reader gives it. */
function typed({ fields }: SinkRecord): Record<string, unknown> {
  return Object.fromEntries(
    columns.map(({ name, type }) => {
      const value = fields[name] ?? null;
      if (value === null) return [name, type === 'text' ? null : Number.NaN];
      return [name, value instanceof Date ? value.getTime() : value];
    }),
  );
}
