import { type RampartError, targetOf } from '@rampart/core';
import { rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { infer, label, noise, tableOf } from '../check-inference.test.kit.ts';
import { inferSchema } from '../infer-schema.ts';
import type { RawTable } from '../raw-table.ts';

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
  assert.match(doubts('label'), /12 labels besides "normal" are one class.*"normal" 200, "attack1" 17/);
  const { classOf } = targetOf(schema);
  assert.equal([classOf('attack23'), classOf('attack24')], [1, undefined]);
});

const spelled = (labels: readonly unknown[], options = {}) => {
  const { schema, columns, doubts } = infer(
    tableOf(40 * labels.length, { size: (i) => noise(i), label: (i) => labels[i % labels.length] }),
    options,
  );
  const { classes, positive, classOf } = targetOf(schema);
  return {
    classes,
    positive: classes[positive ?? -1],
    column: columns.label!,
    doubts: doubts('label'),
    classOf,
  };
};

test('spellings of one word are one class, which is said', () => {
  for (const other of [
    'Benign',
    ' benign ',
    'BENIGN\u200b',
    '\ufeffBENIGN',
    '\uff22\uff25\uff2e\uff29\uff27\uff2e',
    'BENIGN\u00a0',
  ]) {
    const { classes, positive, doubts } = spelled(['BENIGN', 'Flood', other, 'BENIGN']);
    assert.equal([classes, positive], [['BENIGN', 'Flood'], 'Flood'], JSON.stringify(other));
    if (other.trim() !== 'BENIGN') assert.match(doubts, /spellings of one class, "BENIGN"/);
  }
  const composed = spelled(['caf\u00e9', 'cafe\u0301', 'tea']);
  assert.is(composed.classes.length, 2);
});

test('flags in several words are two classes', () => {
  const { classes, positive, classOf } = spelled(['0', '1', 'FALSE', 'False', 'TRUE', 'true', 'no', 'Yes']);
  assert.equal([classes, positive], [['false', 'true'], 'true']);
  assert.equal(['0', 'no', 'FALSE', '1', 'Yes'].map(classOf), [0, 0, 0, 1, 1]);
});

test('several harmless words are all harmless', () => {
  const few = spelled(['normal', 'Benign', 'dos', 'background traffic']);
  assert.equal([few.classes.length, few.positive], [2, 'dos']);
  assert.is(few.classOf('background traffic'), few.classOf('normal'));
  const many = spelled(['normal', 'benign', ...Array.from({ length: 12 }, (_, i) => `kind ${i}`)]);
  assert.equal([many.classes.length, many.positive], [2, 'attack']);
  assert.is(many.classOf('benign'), many.classOf('normal'));
  assert.is.not(many.classOf('kind 3'), many.classOf('normal'));
  // Who names one of them wants it apart.
  assert.is(spelled(['normal', 'benign', 'dos'], { positive: 'benign' }).classes.length, 3);
  // Harmless words alone are classes like others.
  assert.equal(spelled(['normal', 'background']).classes, ['background', 'normal']);
});

test('the column named like a label stays the target even when it cannot be used', async () => {
  const rest = { size: (i: number) => noise(i), tos: (i: number) => (i % 3 === 0 ? 8 : 0) };
  for (const [name, make, expected] of [
    ['Label', () => 'BENIGN', /`Label`, the target.*the same label in every row, "BENIGN"/],
    [' label', () => (noise(1) > 2 ? 'x' : 'BENIGN '), /the same label in every row/],
    ['label', (i: number) => ['Benign', 'BENIGN'][i % 2], /the same label in every row/],
    ['attack_label', () => 'BENIGN', /`attack_label`, the target/],
    ['is_attack', () => 0, /`is_attack`, the target/],
    ['Label', () => '', /no label at all/],
    ['Label', (i: number) => `flow-${i}`, /different texts in 100 rows/],
    ['class', (i: number) => i * 1.5, /100 different numbers/],
  ] as const) {
    const table = tableOf(100, { ...rest, [name]: make, last: (i) => `o${i % 4}` });
    await rejects(() => inferSchema(table, { name: 'x' }), expected);
  }
  // Numbers of attacks are no label, nor is the coordinate y.
  const table = tableOf(100, { y: (i) => i * 1.5, failed_attack: (i) => i * 2, kind: label });
  assert.is(infer(table).schema.columns.find(({ role }) => role === 'target')!.name, 'kind');
});

test('a label may be called None', () => {
  const { columns, schema } = infer(
    tableOf(100, {
      size: (i) => (i % 9 === 0 ? 'None' : i * 0.5),
      attack: (i) => (i % 4 === 0 ? 'dos' : 'None'),
    }),
  );
  assert.equal(columns.attack!.values, ['None', 'dos']);
  assert.equal([schema.missing, columns.size!.missing], [[''], ['', 'None']]);
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
