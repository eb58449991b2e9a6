import { deepEqual, equal, ok } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defineSchema } from '@rampart/core';
import { readTable } from '@rampart/core/rows';
import { temporaryDirectory } from '@rampart/core/testing';
import {
  columnFromArray,
  dictionary,
  float64,
  int64,
  tableFromColumns,
  tableToIPC,
  timestamp,
  TimeUnit,
  utf8,
} from '@uwdata/flechette';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { suite } from 'uvu';
import { openSource } from '../connections/open-source.ts';
import { inferFromSource } from '../schema-inference/infer-from-source.ts';

const test = suite('the same table in every format');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

/** A row of what CSV can hold; null where there is no value. */
interface Row {
  readonly id: bigint;
  readonly count: bigint | null;
  readonly rate: number | null;
  /** Nanoseconds since 1970. */
  readonly at: bigint | null;
  readonly epoch: bigint | null;
  readonly proto: string | null;
  readonly label: number;
}

const schema = defineSchema({
  name: 'canonical',
  key: ['id'],
  missing: ['', '-Infinity', '-7'],
  columns: [
    { name: 'id', kind: 'numeric', role: 'ignored' },
    { name: 'count', kind: 'numeric', max: 2 ** 62 },
    { name: 'rate', kind: 'numeric' },
    { name: 'at', kind: 'time', role: 'ignored' },
    { name: 'epoch', kind: 'time', role: 'ignored' },
    { name: 'proto', kind: 'categorical', values: ['tcp', 'udp', '9007199254740993'] },
    { name: 'label', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
  ],
});
const names = schema.columns.map(({ name }) => name) as (keyof Row)[];

const int64Of = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }),
  fc.bigInt({ min: 2n ** 53n - 2n, max: 2n ** 53n + 2n }),
  fc.bigInt({ min: -9n, max: 9n }),
);
const row: fc.Arbitrary<Row> = fc.record({
  id: int64Of,
  count: fc.option(int64Of, { freq: 5 }),
  rate: fc.option(
    fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(Infinity, -Infinity, 0.1, -7, 1e300)),
    { freq: 5 },
  ),
  at: fc.option(fc.bigInt({ min: -(10n ** 18n), max: 4n * 10n ** 18n }), { freq: 5 }),
  epoch: fc.option(fc.oneof(fc.bigInt({ min: 10n ** 12n, max: 2n * 10n ** 12n }), int64Of), { freq: 5 }),
  proto: fc.option(fc.constantFrom('tcp', 'udp', '9007199254740993', 'icmp'), { freq: 5 }),
  label: fc.nat(1),
});

function iso(nanoseconds: bigint): string {
  const rest = ((nanoseconds % 10n ** 9n) + 10n ** 9n) % 10n ** 9n;
  const second = new Date(Number((nanoseconds - rest) / 10n ** 6n)).toISOString().slice(0, 19);
  return `${second}.${String(rest).padStart(9, '0')}Z`;
}

/** A cell as a text format writes it. */
function text(name: keyof Row, row: Row): string {
  const cell = row[name];
  return cell === null ? '' : name === 'at' ? iso(row.at!) : String(cell);
}

function json(row: Row): string {
  const members = names.map((name) => {
    const cell = row[name];
    const word = cell === null ? 'null' : text(name, row);
    const isText = cell !== null && (name === 'at' || name === 'proto');
    // JSON has no word for infinity but a number that is too large.
    return `"${name}":${isText ? JSON.stringify(word) : word.replace('Infinity', '1e400')}`;
  });
  return `{${members.join(',')}}`;
}

const columnOf = <Name extends keyof Row>(rows: readonly Row[], name: Name) => rows.map((one) => one[name]);

const encodings: Readonly<Record<string, (rows: readonly Row[]) => Uint8Array | string>> = {
  csv: (rows) =>
    [names, ...rows.map((one) => names.map((name) => text(name, one)))]
      .map((cells) => `${cells.join(',')}\n`)
      .join(''),
  ndjson: (rows) => rows.map((one) => `${json(one)}\n`).join(''),
  json: (rows) => `[${rows.map(json).join(',\n')}]`,
  'lines.json': (rows) => rows.map((one) => `${json(one)}\n`).join(''),
  parquet: (rows) =>
    new Uint8Array(
      parquetWriteBuffer({
        columnData: names.map((name) => ({ name, data: columnOf(rows, name) as unknown[] })),
        schema: [
          { name: 'root', num_children: names.length },
          ...names.map((name) => {
            const column = { name, repetition_type: 'OPTIONAL' as const };
            if (name === 'rate') return { ...column, type: 'DOUBLE' as const };
            if (name === 'label') return { ...column, type: 'INT32' as const };
            if (name === 'proto')
              return { ...column, type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const };
            if (name !== 'at') return { ...column, type: 'INT64' as const };
            const logical_type = {
              type: 'TIMESTAMP' as const,
              isAdjustedToUTC: true,
              unit: 'NANOS' as const,
            };
            return { ...column, type: 'INT64' as const, logical_type };
          }),
        ],
      }),
    ),
  arrow: (rows) => {
    const column = (name: keyof Row, type: Parameters<typeof columnFromArray>[1]) =>
      columnFromArray(columnOf(rows, name) as unknown[], type);
    const at = column('at', int64());
    const columns = {
      id: column('id', int64()),
      count: column('count', int64()),
      rate: column('rate', float64()),
      // Its builder takes milliseconds.
      at: new (at.constructor as new (...given: unknown[]) => typeof at)(
        at.data,
        timestamp(TimeUnit.NANOSECOND),
      ),
      epoch: column('epoch', int64()),
      proto: column('proto', dictionary(utf8())),
      label: column('label', float64()),
    };
    return tableToIPC(tableFromColumns(columns), { format: 'file' })!;
  },
};

let files = 0;

async function written(rows: readonly Row[], ending: string): Promise<string> {
  const directory = join(folder.path, `${files++}`);
  const path = `${directory}.${ending}`;
  await writeFile(path, encodings[ending]!(rows));
  return path;
}

/** What does not depend on the format: lines are counted otherwise, and a text is quoted where a number is not. */
async function readAs(rows: readonly Row[], ending: string) {
  const { table, exact, rejected, lines } = await readTable(openSource(await written(rows, ending)), schema);
  const first = ending === 'csv' ? 1 : 0;
  return {
    columns: [...table.columns].map(([name, data]) => [name, [...data]]),
    exact,
    lines: [...lines].map((line) => line - first),
    rejected: rejected.map(({ line, problems }) => ({
      line: line - first,
      problems: problems.map((problem) => ({
        ...problem,
        received: problem.received.replaceAll('"', ''),
      })),
    })),
  };
}

test('gives the same rows, to the last digit, and the same problems', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
      const expected = await readAs(rows, 'csv');
      for (const ending of Object.keys(encodings)) deepEqual(await readAs(rows, ending), expected, ending);
    }),
    { numRuns: 40 },
  );
});

test('gives the same inferred schema', async () => {
  const rows = Array.from(
    { length: 60 },
    (_, at): Row => ({
      id: 9007199254740993n + BigInt(at) * 7n,
      count: BigInt((at * 37) % 50),
      rate: at % 10 === 3 ? Infinity : ((at * 7919) % 101) / 8,
      at: at % 7 === 2 ? null : 1_700_000_000_000_000_001n + BigInt(at * at) * 10n ** 9n,
      epoch: 1_700_000_000_000n + BigInt(at * at * 1000),
      proto: ['tcp', 'udp', null, 'icmp'][(at * 5) % 4]!,
      label: (at * at) % 3 === 0 ? 0 : 1,
    }),
  );
  const inferred = async (ending: string) => {
    const { schema: found, doubts } = await inferFromSource(await written(rows, ending), {
      name: 'canonical',
    });
    return { found, doubts };
  };
  const expected = await inferred('csv');
  ok(expected.found.columns.length === names.length);
  for (const ending of Object.keys(encodings)) deepEqual(await inferred(ending), expected, ending);
});

test('a number that is missing by its token is missing in every format', async () => {
  const rows = [
    { id: 1n, count: -7n, rate: -Infinity, at: null, epoch: null, proto: 'tcp', label: 0 },
    { id: 2n, count: 5n, rate: Infinity, at: null, epoch: 5n, proto: 'tcp', label: 0 },
  ];
  for (const ending of Object.keys(encodings)) {
    const { columns, rejected } = await readAs(rows, ending);
    const row0 = Object.fromEntries(columns.map(([name, data]) => [name, (data as unknown[])[0]]));
    deepEqual([row0.count, row0.rate], [Number.NaN, Number.NaN], ending);
    equal(rejected.length, 1);
    deepEqual(
      rejected[0]!.problems.map(({ received }) => received),
      ['Infinity', '5 (year 1970: say its `unit`: s, ms, us or ns)'],
    );
  }
});

test.run();
