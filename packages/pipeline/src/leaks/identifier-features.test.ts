import assert from 'node:assert/strict';
import { defineSchema } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import { suite } from 'uvu';
import { findIdentifiers } from './identifier-features.ts';

const test = suite('findIdentifiers');

test('names, running numbers and times of arrival are found, measured quantities are not', () => {
  const random = createRandom(1);
  const rows = 200;
  const numbers = (of: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => of(row));
  const columns = {
    session: Array.from({ length: rows }, (_, row) => `s${(row * 7) % 199}`),
    running: random.shuffle(numbers((row) => 5000 + row)),
    arrival: numbers((row) => 1e12 + 1000 * row ** 2),
    measured: numbers(() => random.normal()),
    bytes: numbers(() => random.integer(1e9)),
    port: numbers((row) => row % 50),
    sparse: numbers((row) => (row < 10 ? row : Number.NaN)),
  };
  const schema = defineSchema({
    name: 'flows',
    columns: [
      ...Object.entries(columns).map(([name, data]) => ({
        name,
        kind: data instanceof Float64Array ? ('numeric' as const) : ('categorical' as const),
      })),
      { name: 'label', kind: 'binary', role: 'target', values: [0, 1], positive: 1 },
    ],
  });
  const table = { rows, columns: new Map(Object.entries(columns)) };
  assert.deepEqual(findIdentifiers(table, schema), [
    { name: 'session', distinct: 199, rows },
    { name: 'running', distinct: 200, rows },
    { name: 'arrival', distinct: 200, rows },
  ]);
});

test.run();
