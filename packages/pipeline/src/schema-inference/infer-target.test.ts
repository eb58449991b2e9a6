import { type RampartError, targetOf } from '@rampart/core';
import { rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { infer, label, noise, tableOf } from './check-inference.test.kit.ts';
import { inferSchema } from './infer-schema.ts';
import type { RawTable } from './raw-table.ts';

const test = suite('inferTarget');

test('the target: by its name, else the last column of classes, else as told', () => {
  const columns = {
    Class: label,
    size: (i: number) => noise(i),
    verdict_time: (i: number) => i * 2.5,
    other: (i: number) => `o${i % 4}`,
  };
  const target = (table: RawTable, options = {}) =>
    infer(table, options).schema.columns.find(({ role }) => role === 'target')!.name;
  assert.is(target(tableOf(100, columns)), 'Class');
  assert.is(target(tableOf(100, columns), { target: 'other' }), 'other');
  const { Class, ...rest } = columns;
  assert.is(target(tableOf(100, { ...rest, c9: Class, c10: (i) => i % 20 })), 'c9');
});

test('the positive class: told, by its name, 1 beside 0, else the rarer one', () => {
  const positive = (labels: [unknown, unknown], options = {}) =>
    infer(tableOf(100, { size: (i) => noise(i), label: (i) => labels[i % 3 === 0 ? 0 : 1] }), options).columns
      .label!.positive;
  assert.is(positive(['benign', 'zeus']), 'zeus');
  assert.is(positive(['phishing', 'fine']), 'phishing');
  assert.is(positive(['0', '1']), 1);
  assert.is(positive(['-1', '1']), -1);
  assert.is(positive(['a', 'b']), 'a');
  assert.is(positive(['a', 'b'], { positive: 'b' }), 'b');
  assert.is(positive(['0', '1'], { positive: '0' }), 0);
});

test('many attacks beside one harmless label are one class', () => {
  const { schema, doubts } = infer(
    tableOf(400, { size: (i) => noise(i), label: (i) => (i % 2 === 0 ? 'normal' : `attack${i % 24}`) }),
  );
  assert.equal(targetOf(schema).classes, ['normal', 'attack']);
  assert.match(doubts('label'), /12 labels besides "normal" are one class/);
});

test('a label may be called None', () => {
  const { columns, schema } = infer(
    tableOf(100, {
      size: (i) => (i % 9 === 0 ? 'None' : i * 0.5),
      attack: (i) => (i % 4 === 0 ? 'dos' : 'None'),
    }),
  );
  assert.equal(columns.attack!.values, ['None', 'dos']);
  assert.equal(schema.missing, ['', 'None']);
});

test('what cannot be a classification is refused, with what to do', async () => {
  const numbers = tableOf(100, { size: (i) => noise(i), price: (i) => i * 1.5 });
  await rejects(
    () => inferSchema(numbers, { name: 'x', target: 'price' }),
    /100 different numbers.*\n.*regression/,
  );
  await rejects(
    () => inferSchema(numbers, { name: 'x' }),
    /a column that looks like classes.*\n.*size, price/,
  );
  await rejects(() => inferSchema(numbers, { name: 'x', target: 'prise' }), /Did you mean `price`/);
  await rejects(
    () => inferSchema({ names: ['a', 'a', ''], rows: [] }, { name: 'x' }),
    (error) => assert.is((error as RampartError).problems.length, 3),
  );
  const constant = tableOf(50, { size: (i) => noise(i), label: () => 'normal' });
  await rejects(() => inferSchema(constant, { name: 'x', target: 'label' }), /the same label in every row/);
});

test.run();
