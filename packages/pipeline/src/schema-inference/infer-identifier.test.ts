import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { infer, label, noise, tableOf } from './check-inference.test.kit.ts';
import { isAddress } from './profile/is-address.ts';

const test = suite('inferIdentifier');

/** The role of a column of that name, and what is said of it. */
function judged(name: string, make: (row: number) => unknown, rows = 240) {
  const { columns, doubts } = infer(tableOf(rows, { size: (i) => noise(i), [name]: make, label }));
  return { role: columns[name]!.role ?? 'feature', doubts: doubts(name) };
}
const drawn = (most: number) => (i: number) => Math.floor(noise(i, 6) * most);

test('identifiers that repeat are no features', () => {
  for (const [name, make] of [
    ['flow_id', (i) => 1_400_000_000_000_000 + (i % 80) * 7919],
    ['flowID', drawn(1e6)],
    ['session_id', (i) => `s${drawn(70)(i)}`],
    ['Unnamed: 0', (i) => i % 80],
    ['Unnamed: 0', (i) => drawn(100)(i)],
    ['column_1', (i) => i % 80],
    ['column_1', (i) => 7 + i],
    // The index of a shuffled frame, and of one that lost some rows.
    ['column_1', (i) => (i * 77) % 240],
    ['column_1', (i) => Math.floor(((i * 77) % 240) * 1.2)],
    ['uid', (i) => `C${(drawn(60)(i) + 1e15).toString(36).padStart(17, 'x')}`],
    ['trace', (i) => `${String(drawn(60)(i)).padStart(8, '0')}-1b9d-4bad-9bdd-2b0d7b3dcb6d`],
  ] as [string, (row: number) => unknown][]) {
    assert.is(judged(name, make).role, 'ignored', `${name} ${String(make(3))}`);
  }
});

test('codes stay features, and many of them are doubted where the name says identifier', () => {
  assert.is(judged('protocol_id', (i) => [6, 17, 1][i % 3]).role, 'feature');
  assert.is(judged('hour', (i) => i % 24).role, 'feature');
  assert.is(judged('minute', (i) => i % 60).role, 'feature');
  const many = judged('service_id', drawn(20));
  assert.is(many.role, 'feature');
  assert.match(many.doubts, /name says identifier/);
});

test('addresses in every notation', () => {
  const addresses = [
    '10.0.0.1 10.0.0.1:443 192.168.1.0/24 255.255.255.255 1.2.3.4.80 ::1 fe80::1%eth0 2001:db8::ff00:42:8329',
    '2001:0db8:0000:0000:0000:ff00:0042:8329 ::ffff:10.9.8.0 ::FFFF:0a09:0800 64:ff9b::192.0.2.33 [2001:db8::1]:80',
    '2001:db8::/32 00-1A-2B-3C-4D-00 00:1a:2b:3c:4d:5e 001a.2b3c.4d5e 0:1a:2b:3c:4d:5e 001A2B3C4D5E',
    '00:1a:2b:ff:fe:3c:4d:5e http://example.com/x ftp://a user@example.com',
  ];
  for (const text of addresses.join(' ').split(' ')) assert.ok(isAddress(text), text);
  const others =
    '1.234.567.890 256.1.1.1 10.0.0 1.2.3.4.5.6 12:30 12:30:01 a:b 123456789012 1.5 tcp 01-02-03 10:20:30:40 ::: ';
  for (const text of others.split(' ')) assert.not.ok(isAddress(text), text);
  for (const make of [
    (i: number) => `00-1A-2B-3C-4D-${String(i % 60).padStart(2, '0')}`,
    (i: number) => `::ffff:10.9.8.${i % 60}`,
  ]) {
    assert.match(judged('peer', make).doubts, /not used: it holds addresses/);
  }
});

test.run();
