import { equal, match } from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { exampleCsv, writeExample } from '../../testing/example-table.ts';
import { runCommand } from '../../testing/run-command.ts';

const test = suite('schema diff');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());
const { source, schema } = await writeExample(folder.path);

test('says that a table is as the schema says', async () => {
  const { code, stdout } = await runCommand(['schema', 'diff', source, '--schema', schema]);
  equal(code, 0);
  match(stdout, /flows\.csv is as the schema `flows` says \(240 rows\)/);
});

test('tells what differs and proposes columns', async () => {
  const other = join(folder.path, 'other.csv');
  await writeFile(
    other,
    exampleCsv()
      .replace(/^(.*?),-1,/m, '$1,5,')
      .replaceAll('udp', '-'),
  );
  const told = await runCommand(['schema', 'diff', other, '--schema', schema]);
  equal(told.code, 0);
  match(told.stdout, /flag: domain, outside the values -1, 0, 1: 1 row, "5" \(1\)/);
  match(told.stdout, / {2}- name: flag\n {4}kind: ordinal\n {4}values: \[-1, 0, 1, 5\]/);
  const { json } = await runCommand(['schema', 'diff', other, '--schema', schema, '--json']);
  const answer = json<{ same: boolean; rows: number; patch: { name: string }[] }>();
  equal(answer.same, false);
  equal(answer.rows, 240);
  equal(answer.patch[0]!.name, 'flag');
});

test.run();
