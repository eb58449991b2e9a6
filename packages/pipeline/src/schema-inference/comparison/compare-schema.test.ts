import { equal } from 'node:assert/strict';
import { parseSchema, readSchema, type SchemaDefinition } from '@rampart/core';
import { suite } from 'uvu';
import { compareSchema } from './compare-schema.ts';
import type { RawTable } from '../raw-table.ts';
import { schemaToYaml } from '../schema-to-yaml.ts';

const test = suite('compareSchema');

const definition: SchemaDefinition = {
  name: 'flows',
  columns: [
    { name: 'bytes', kind: 'numeric', min: 0, max: 100, description: 'sent' },
    { name: 'risk', kind: 'binary', values: [0, 1] },
    { name: 'protocol', kind: 'categorical', values: ['tcp', 'udp'] },
    { name: 'service', kind: 'categorical' },
    { name: 'level', kind: 'numeric' },
    { name: 'same', kind: 'numeric' },
    { name: 'requests', kind: 'numeric' },
    { name: 'note', kind: 'text', role: 'ignored' },
    { name: 'ratio', kind: 'numeric', derive: 'bytes / 2' },
    { name: 'weight', kind: 'numeric', role: 'weight' },
    { name: 'label', kind: 'binary', role: 'target', values: ['no', 'yes'], positive: 'yes' },
  ],
};
const schema = parseSchema(definition, 'flows.yaml');

const rows = 40;
/** A table as the schema says, with some columns otherwise. */
function tableWith(
  columns: Record<string, (row: number) => unknown>,
  without: readonly string[] = [],
): RawTable {
  const makers: Record<string, (row: number) => unknown> = {
    bytes: (row) => String(row),
    risk: (row) => String(row % 2),
    protocol: (row) => (row % 3 === 0 ? 'tcp' : 'udp'),
    service: (row) => `s${row % 4}`,
    level: (row) => String(row / 4),
    same: (row) => String(row % 7),
    requests: (row) => String(row % 5),
    note: () => 'x y',
    weight: () => '1',
    label: (row) => (row % 2 === 0 ? 'no' : 'yes'),
    ...columns,
  };
  for (const name of without) delete makers[name];
  return {
    names: Object.keys(makers),
    rows: Array.from({ length: rows }, (_, row) => Object.values(makers).map((make) => make(row))),
  };
}

test('a table that is as the schema says has no difference', () => {
  equal(compareSchema(tableWith({}), schema).differences.length, 0);
});

test('every difference is named, with its values and their counts', () => {
  const table = tableWith(
    {
      bytes: (row) => ['-5', '250', '?'][row] ?? '1',
      risk: (row) => String(row % 4 === 0 ? 2 : row % 2),
      protocol: (row) => (row < 3 ? 'icmp' : row < 5 ? 'sctp' : 'tcp'),
      service: (row) => (row < 2 ? 'N/A' : `s${row % 3}`),
      level: (row) => `level ${row % 5}`,
      same: () => '7',
      weight: (row) => (row === 0 ? '' : '1'),
      label: (row) => (row === 0 ? 'maybe' : row % 2 === 0 ? 'no' : 'yes'),
      request: (row) => String(row % 5),
    },
    ['requests', 'note'],
  );
  const { differences, patch } = compareSchema(table, schema);
  const found = differences.map(({ column, difference, values }) => [
    column,
    difference,
    values.slice(0, 2).map(({ value, rows: count }) => `${value} ${count}`),
  ]);
  equal(
    JSON.stringify(found),
    JSON.stringify([
      ['bytes', 'missing token', ['? 1']],
      ['bytes', 'range', ['-5 1', '250 1']],
      ['risk', 'domain', ['2 10']],
      ['protocol', 'domain', ['icmp 3', 'sctp 2']],
      ['service', 'missing token', ['N/A 2']],
      ['level', 'kind', ['level 0 8', 'level 1 8']],
      ['same', 'constant', ['7 40']],
      ['requests', 'absent', []],
      ['note', 'absent', []],
      ['weight', 'missing values', []],
      ['label', 'label', ['maybe 1']],
      ['request', 'unknown', []],
    ]),
  );
  equal(
    JSON.stringify(patch),
    JSON.stringify([
      { name: 'bytes', kind: 'numeric', description: 'sent', min: -5, max: 250, missing: ['', '?'] },
      { name: 'risk', kind: 'ordinal', values: [0, 1, 2] },
      { name: 'protocol', kind: 'categorical', values: ['tcp', 'udp', 'icmp', 'sctp'] },
      { name: 'service', kind: 'categorical', missing: ['', 'N/A'] },
      { name: 'level', kind: 'categorical' },
      { name: 'same', kind: 'numeric', role: 'ignored' },
      { name: 'request', kind: 'numeric' },
    ]),
  );
  const renamed = differences.find(({ column }) => column === 'requests')!;
  equal(renamed.text, 'the table has no such column; `request` may be the same under another name');
});

test('a few stray cells leave the kind as it is', () => {
  const { patch } = compareSchema(tableWith({ level: (row) => (row === 3 ? 'oops' : String(row)) }), schema);
  equal(patch.length, 1);
  equal(patch[0]!.kind, 'numeric');
  equal(patch[0]!.onInvalid, 'impute');
});

test('the schema with the patch takes the table', () => {
  const table = tableWith({
    bytes: (row) => ['-5', '250', '?'][row] ?? '1',
    risk: (row) => String(row % 3),
    protocol: (row) => ['icmp', 'tcp'][row % 2],
    level: (row) => `level ${row % 5}`,
    same: () => '7',
    added: (row) => String(row * 2),
  });
  const { patch } = compareSchema(table, schema);
  const changed = new Map(patch.map((column) => [column.name, column]));
  const columns = definition.columns.map((column) => changed.get(column.name) ?? column);
  const added = patch.filter(({ name }) => !columns.some((column) => column.name === name));
  const yaml = schemaToYaml({ ...definition, columns: [...columns, ...added] });
  const patched = readSchema(yaml, 'patched.yaml');
  equal(JSON.stringify(compareSchema(table, patched)), JSON.stringify({ rows, differences: [], patch: [] }));
});

test.run();
