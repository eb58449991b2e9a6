import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { infer, label, noise, tableOf } from './check-inference.test.kit.ts';

const test = suite('inferColumn');

test('a table of every kind of column', () => {
  const { columns, doubts } = infer(
    tableOf(400, {
      row: (i) => i + 1,
      session_id: (i) => `s-${i * 7919}`,
      when: (i) => `2024-01-${String(1 + (i % 28)).padStart(2, '0')} 10:00:00`,
      epoch_time: (i) => String(1_700_000_000 + i * 17),
      bytes: (i) => (i % 9 === 0 ? '' : String(Math.floor(noise(i) * 1e6))),
      share: (i) => (i % 7 === 0 ? 'NA' : noise(i, 2).toFixed(3)),
      protocol: (i) => ['tcp', 'udp', 'icmp'][i % 3],
      service: (i) => (i % 11 === 0 ? '-' : `svc${Math.floor(noise(i, 3) * 40)}`),
      level: (i) => String((i % 3) - 1),
      logins: (i) => (i % 50 === 0 ? 2 : i % 10 === 0 ? 1 : 0),
      flag: (i) => (i % 2 === 0 ? 'True' : 'False'),
      constant: () => '0',
      empty: () => null,
      source: (i) => `10.0.${i % 200}.${i % 7}`,
      note: (i) => `user ${i % 90} did something odd`,
      label,
    }),
  );
  const kinds = Object.fromEntries(
    Object.values(columns).map(({ name, kind, role }) => [
      name,
      role === undefined ? kind : `${kind} ${role}`,
    ]),
  );
  assert.equal(kinds, {
    row: 'identifier ignored',
    session_id: 'identifier ignored',
    when: 'time ignored',
    epoch_time: 'time ignored',
    bytes: 'numeric',
    share: 'numeric',
    protocol: 'categorical',
    service: 'categorical',
    level: 'ordinal',
    logins: 'numeric',
    flag: 'binary',
    constant: 'numeric ignored',
    empty: 'text ignored',
    source: 'identifier ignored',
    note: 'text ignored',
    label: 'binary target',
  });
  assert.equal(columns.level!.values, [-1, 0, 1]);
  assert.equal(columns.protocol!.values, ['icmp', 'tcp', 'udp']);
  assert.is(columns.service!.values, undefined);
  assert.is(columns.label!.positive, 'attack');
  for (const name of Object.keys(kinds)) {
    if (/ignored|target/.test(kinds[name]!)) assert.ok(doubts(name) !== '', name);
  }
  assert.match(doubts('service'), /"-" \(37 cells\) is read as missing/);
  assert.match(
    doubts('label'),
    /taken for the target because of its name.*"attack" is taken for the positive class/,
  );
});

test('values of JSON and databases are read as those of files', () => {
  const { columns } = infer(
    tableOf(300, {
      bytes: (i) => BigInt(i * 31),
      at: (i) => new Date(1e12 + i * 1e7),
      land: (i) => i % 4 === 0,
      nested: () => ({ a: 1 }),
      malicious: (i) => noise(i) > 0.7,
    }),
  );
  assert.equal(
    Object.values(columns).map(({ kind, role }) => [kind, role ?? 'feature']),
    [
      ['numeric', 'feature'],
      ['time', 'ignored'],
      ['binary', 'feature'],
      ['text', 'ignored'],
      ['binary', 'target'],
    ],
  );
  assert.is(columns.malicious!.positive, 'true');
});

test('an infinite number is what its text is: a word between numbers', () => {
  for (const infinite of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    const inferRate = (of: (value: number) => unknown) =>
      infer(
        tableOf(300, {
          size: (i) => noise(i, 5),
          rate: (i) => of(i % 7 === 0 ? infinite : noise(i, 6) * 100),
          label,
        }),
      );
    const typed = inferRate((value) => value);
    assert.equal(typed.columns.rate, { name: 'rate', kind: 'numeric', missing: ['', String(infinite)] });
    assert.equal(typed.columns, inferRate(String).columns);
    assert.is(typed.doubts('rate'), inferRate(String).doubts('rate'));
  }
});

test('a domain is closed only where its values are seen often', () => {
  const { columns } = infer(
    tableOf(300, {
      few: (i) => `v${i % 3}`,
      rare: (i) => (i < 3 ? 'c' : `v${i % 2}`),
      rareFlag: (i) => Number(i < 2),
      label,
    }),
  );
  assert.equal(columns.few!.values, ['v0', 'v1', 'v2']);
  assert.is(columns.rare!.values, undefined);
  assert.is(columns.rareFlag!.kind, 'numeric');
  assert.is(infer(tableOf(60, { few: (i) => `v${i % 3}`, label })).columns.few!.values, undefined);
});

test('strange cells between numbers do not make a column of texts', () => {
  const { columns, doubts } = infer(
    tableOf(400, {
      token: (i) => (i % 3 === 0 ? 'unknown' : String(i * 1.5)),
      dirty: (i) => (i % 100 === 0 ? `bad${i}` : String(i * 1.5)),
      code: (i) => `00${i % 20}`,
      label,
    }),
  );
  assert.equal([columns.token!.kind, columns.token!.missing], ['numeric', ['', 'unknown']]);
  assert.equal([columns.dirty!.kind, columns.dirty!.onInvalid], ['numeric', 'impute']);
  assert.is(columns.code!.kind, 'categorical');
  assert.match(doubts('token'), /"unknown" stand between numbers \(134 cells\)/);
});

test.run();
