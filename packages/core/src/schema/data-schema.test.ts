import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { onRealTable } from '../testing/real-table.ts';
import { isMissing } from '../table.ts';
import { UNREADABLE } from './columns/column-reader.ts';
import { columnReaders } from './columns/column-readers.ts';
import type { DatasetSchema } from './dataset-schema.ts';
import { featuresOf } from './features-of.ts';
import { readSchema } from './read-schema.ts';
import { targetOf } from './target-of.ts';

const test = suite('data_schema');

/** One of the schemas that come with the project. */
function shipped(name: string): DatasetSchema {
  const url = new URL(`../../../../data_schema/${name}.yaml`, import.meta.url);
  return readSchema(readFileSync(url, 'utf8'), `${name}.yaml`);
}

/** Reads every cell of a table without quoted commas; returns what is wrong, and how many rows each class has. */
function check(schema: DatasetSchema, path: string): { problems: string[]; classes: Record<string, number> } {
  const lines = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
  const readers = [...columnReaders(schema).values()];
  const problems: string[] = [];
  if (schema.file.header) {
    const names = lines.shift()!.replaceAll('"', '').split(',');
    if (names.join() !== readers.map(({ column }) => column.name).join())
      problems.push(`header: ${names.join()}`);
  }
  const target = targetOf(schema);
  const at = readers.findIndex(({ column }) => column.name === target.column);
  const classes: Record<string, number> = {};
  for (const [row, line] of lines.entries()) {
    const cells = line.split(',').map((raw, index) => readers[index]!.read(raw));
    if (cells.length !== readers.length) problems.push(`row ${row}: ${cells.length} cells`);
    for (const [index, cell] of cells.entries()) {
      if (cell === UNREADABLE || isMissing(cell) || !readers[index]!.allows(cell)) {
        problems.push(`row ${row}, ${readers[index]!.column.name}: ${String(cell)}`);
      }
    }
    const label = cells[at]!;
    const number = label === UNREADABLE ? undefined : target.classOf(label);
    const name = number === undefined ? 'no class' : target.classes[number]!;
    classes[name] = (classes[name] ?? 0) + 1;
  }
  return { problems, classes };
}

test('every column of a shipped schema is described', () => {
  for (const name of ['phishing', 'nsl-kdd', 'nsl-kdd-families']) {
    const schema = shipped(name);
    assert.is(schema.name, name);
    for (const column of schema.columns) assert.match(column.description ?? '', /\.$/, column.name);
  }
});

test('phishing: thirty coded features, -1 is the positive class', () => {
  const schema = shipped('phishing');
  const target = targetOf(schema);
  assert.is(featuresOf(schema).length, 30);
  assert.is(target.classes[target.positive!], 'phishing');
  assert.is(target.classOf(-1), target.positive);
});

test('nsl-kdd: the difficulty is no feature, five families in the other schema', () => {
  assert.not(featuresOf(shipped('nsl-kdd')).some(({ name }) => name === 'difficulty'));
  assert.equal(targetOf(shipped('nsl-kdd-families')).classes, ['normal', 'dos', 'probe', 'r2l', 'u2r']);
});

const tables: [schema: string, table: string, classes: Record<string, number>][] = [
  ['phishing', 'phishing.csv', { phishing: 4898, legitimate: 6157 }],
  ['nsl-kdd', 'nsl-kdd-train-20percent.csv', { normal: 13449, attack: 11743 }],
  ['nsl-kdd', 'nsl-kdd-test.csv', { normal: 9711, attack: 12833 }],
  [
    'nsl-kdd-families',
    'nsl-kdd-train-20percent.csv',
    { normal: 13449, dos: 9234, probe: 2289, r2l: 209, u2r: 11 },
  ],
  ['nsl-kdd-families', 'nsl-kdd-test.csv', { normal: 9711, dos: 7460, probe: 2421, r2l: 2885, u2r: 67 }],
];
for (const [name, table, classes] of tables) {
  onRealTable(test, `${name} accepts every row of ${table}`, table, (path) => {
    const found = check(shipped(name), path);
    assert.equal(found.problems.slice(0, 10), []);
    assert.equal(found.classes, classes);
  });
}

test.run();
