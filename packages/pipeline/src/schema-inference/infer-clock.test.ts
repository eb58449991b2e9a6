import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { infer, label, noise, tableOf } from './check-inference.test.kit.ts';

const test = suite('inferClock');

/** The role of a column of 200 rows made so. */
function roleOf(make: (row: number) => unknown, name = 'column_3', rows = 200) {
  const { columns, doubts } = infer(tableOf(rows, { size: (i) => noise(i), [name]: make, label }));
  return { role: columns[name]!.role ?? 'feature', doubts: doubts(name) };
}

const start = Date.UTC(2017, 6, 3, 8, 55);

test('recording times in any unit are no features, in row order or not, whatever the name', () => {
  const order = fc.constantFrom(
    (i: number) => i,
    (i: number) => Math.floor(noise(i, 7) * 1e5),
  );
  const unit = fc.constantFrom(1e-3, 1, 1e3, 1e6);
  const begin = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2060, 0) });
  fc.assert(
    fc.property(begin, unit, order, fc.constantFrom('f3', 'stime', 'x'), (from, perMillisecond, at, name) => {
      const made = roleOf((i) => String(Math.floor((from + at(i) * 137) * perMillisecond)), name);
      assert.is(made.role, 'ignored', made.doubts);
    }),
    { numRuns: 60 },
  );
  assert.is(roleOf((i) => (start / 1000 + i / 7).toFixed(6)).role, 'ignored');
  // Windows counts steps of 100 ns since 1601; a row that was never seen has 0.
  assert.is(roleOf((i) => String((BigInt(start + i * 777) + 11_644_473_600_000n) * 10_000n)).role, 'ignored');
  assert.is(roleOf((i) => (i % 9 === 0 ? '0' : String(start / 1000 + i))).role, 'ignored');
});

test('numbers that a column of kind time reads are declared so, with their unit', () => {
  const declared = (make: (row: number) => unknown) => {
    const { columns } = infer(tableOf(200, { size: (i) => noise(i), when: make, label }));
    const { kind, unit, role } = columns.when!;
    return [kind, unit, role].join(' ');
  };
  const at = (i: number) => start + Math.floor(noise(i, 7) * 1e9);
  const table: Record<string, (row: number) => unknown> = {
    'time s ignored': (i) => Math.floor(at(i) / 1000),
    'time  ignored': at,
    'time us ignored': (i) => at(i) * 1000 + i,
    'time ns ignored': (i) => BigInt(at(i)) * 1_000_000n + BigInt(i),
    'numeric  ignored': (i) => (i % 9 === 0 ? 0 : Math.floor(at(i) / 1000)),
  };
  for (const [expected, make] of Object.entries(table)) {
    assert.is(declared(make), expected);
    assert.is(
      declared((i) => String(make(i))),
      expected,
    );
  }
  assert.is(
    declared((i) => (at(i) / 1000).toFixed(3)),
    'time s ignored',
  );
  assert.is(
    declared((i) => String((BigInt(at(i)) + 11_644_473_600_000n) * 10_000n)),
    'numeric  ignored',
  );
});

test('dates and times as people and logs write them are no categories', () => {
  const two = (value: number) => String(value).padStart(2, '0');
  const layouts: Record<string, (date: Date) => string> = {
    'day first': (d) => `${two(d.getUTCDate())}/${two(d.getUTCMonth() + 1)}/2017 ${two(d.getUTCHours())}:00`,
    american: (d) => `${d.getUTCMonth() + 1}/${d.getUTCDate()}/17 ${(d.getUTCHours() % 12) + 1}:05:00 PM`,
    german: (d) => `${two(d.getUTCDate())}.${two(d.getUTCMonth() + 1)}.2017`,
    apache: (d) => `[${two(d.getUTCDate())}/Jul/2017:${two(d.getUTCHours())}:00:01 +0000]`,
    syslog: (d) => `Jul ${String(d.getUTCDate()).padStart(2)} ${two(d.getUTCHours())}:00:01`,
    ctime: (d) => `Mon Jul ${d.getUTCDate()} ${two(d.getUTCHours())}:00:01 2017`,
    mail: (d) => d.toUTCString(),
    zone: (d) => `${d.toISOString().slice(0, 19).replace('T', ' ')} CEST`,
    tshark: (d) => `Jul  ${d.getUTCDate()}, 2017 ${two(d.getUTCHours())}:00:01.123456789 UTC`,
    basic: (d) => d.toISOString().replaceAll(/[-:]|\.\d+/g, ''),
    digits: (d) => d.toISOString().replaceAll(/\D/g, '').slice(0, 14),
    day: (d) => d.toISOString().replaceAll(/\D/g, '').slice(0, 8),
    clock: (d) => `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:01`,
  };
  for (const [name, layout] of Object.entries(layouts)) {
    // Each time stands in four rows: it could pass for a category.
    const made = roleOf((i) => layout(new Date(start + Math.floor(i / 4) * 11_400_000)));
    assert.is(made.role, 'ignored', `${name}: ${layout(new Date(start))} ${made.doubts}`);
  }
});

test('quantities and codes stay features; one that never falls is doubted', () => {
  assert.is(roleOf((i) => Math.floor(noise(i) * 4_294_967_295)).role, 'feature');
  assert.is(roleOf((i) => Math.floor(noise(i) * 2e9), 'bytes').role, 'feature');
  assert.is(roleOf((i) => 1_000_000_000 + (i % 2), 'code').role, 'feature');
  assert.is(roleOf((i) => `${i % 3}.${i % 5}.${i % 20}`, 'version').role, 'feature');
  assert.is(roleOf((i) => (noise(i) * 300).toFixed(3), 'duration_time').role, 'feature');
  const climbing = roleOf((i) => i * 2.5);
  assert.is(climbing.role, 'feature');
  assert.match(climbing.doubts, /never falls/);
  assert.is(roleOf((i) => i * 2.5, 'frame.time_relative').role, 'ignored');
});

test.run();
