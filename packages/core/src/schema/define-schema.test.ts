import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { RecordOfSchema } from './dataset-schema.ts';
import { defineSchema } from './define-schema.ts';

const test = suite('defineSchema');

const schema = defineSchema({
  name: 'traffic',
  columns: [
    { name: 'bytes', kind: 'numeric' },
    { name: 'protocol', kind: 'categorical', values: ['tcp', 'udp'] },
    { name: 'service', kind: 'categorical', role: 'feature' },
    { name: 'land', kind: 'binary', values: [0, 1], optional: true },
    { name: 'at', kind: 'time' },
    { name: 'host', kind: 'identifier', role: 'ignored' },
    { name: 'attack', kind: 'binary', role: 'target', values: ['no', 'yes'], positive: 'yes' },
  ],
});
type Traffic = RecordOfSchema<typeof schema>;

// Checked by the compiler alone: the two types are each assignable to the other.
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
true satisfies Same<
  Traffic,
  {
    bytes: number | null;
    protocol: 'tcp' | 'udp' | null;
    service: string | null;
    at: string | number | Date | null;
    land?: 0 | 1 | null;
  }
>;

const record = { bytes: 1, protocol: 'tcp', service: 'http', at: new Date(0) } as const;
record satisfies Traffic;
({ ...record, land: 1, protocol: null }) satisfies Traffic;
// @ts-expect-error a value outside the domain
({ ...record, protocol: 'icmp' }) satisfies Traffic;
// @ts-expect-error the label is no part of a record
({ ...record, attack: 'no' }) satisfies Traffic;
// @ts-expect-error a feature that is not optional
({ bytes: 1, protocol: 'tcp', service: 'http' }) satisfies Traffic;

test('a definition is checked like a file', () => {
  assert.is(schema.columns.length, 7);
  assert.is(schema.columns[3]!.optional, true);
  assert.throws(
    () => defineSchema({ name: 'traffic', columns: [{ name: 'a', kind: 'binary' }] }),
    /schema traffic, column `a`: expected the two `values`/,
  );
});

test('a checked schema does not change any more', () => {
  assert.throws(() => Object.assign(schema.columns[0]!, { min: 1 }), TypeError);
  assert.throws(() => (schema.columns as unknown[]).push({}), TypeError);
});

test.run();
