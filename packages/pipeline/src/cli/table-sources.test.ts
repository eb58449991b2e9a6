import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readSchema } from '@rampart/core';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { encodeArrow } from '../table/arrow-file.ts';
import type { RunReport } from '../report/run-report.ts';
import { exampleCsv, quickSettings, writeExample } from '../testing/example-table.ts';
import { fileServer } from '../testing/file-server.ts';
import { runCommand } from '../testing/run-command.ts';

const test = suite('tables from everywhere');
const folder = await temporaryDirectory();
const server = await fileServer({ etags: false });
test.after(async () => {
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const { source, schema } = await writeExample(folder.path);
const quick = quickSettings.flatMap((setting) => ['--set', setting]);
const [header = [], ...rows] = exampleCsv()
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const objects = rows.map((row) => Object.fromEntries(row.map((cell, at) => [header[at]!, typed(cell)])));
const password = 'sw0rdfish';

/** A cell of the example as JSON would hold it. */
function typed(cell: string): string | number | null {
  if (cell === '') return null;
  return Number.isNaN(Number(cell)) ? cell : Number(cell);
}

async function run(from: string, out: string, ...extra: string[]) {
  const where = join(folder.path, out);
  const { code, stderr, json } = await runCommand([
    'run',
    '--source',
    from,
    '--schema',
    schema,
    '--out',
    where,
    '--json',
    ...quick,
    ...extra,
  ]);
  equal(code, 0, stderr);
  return { report: json<RunReport>(), stderr, out: where };
}

test('the same table in another format and place trains the same model', async () => {
  const weights = async ({ report }: Awaited<ReturnType<typeof run>>) =>
    (await readFile(join(report.bundle.path, 'weights.bin'))).toString('hex');
  const expected = await weights(await run(source, 'csv'));
  const lines = join(folder.path, 'flows.jsonl.gz');
  await writeFile(lines, gzipSync(objects.map((object) => `${JSON.stringify(object)}\n`).join('')));
  equal(await weights(await run(lines, 'ndjson')), expected);
  server.files.set('/flows', Buffer.from(JSON.stringify(objects)));
  const remote = server.url.replace('//', `//ann:${password}@`);
  const first = await run(`${remote}/flows`, 'http', '--format', 'json');
  equal(await weights(first), expected);

  // Without a digest of the content it is read again each time; what follows from the same rows is not done again.
  const again = await run(`${remote}/flows`, 'http', '--format', 'json');
  doesNotMatch(again.stderr, /DataIngestion: skipped/);
  for (const name of await readdir(again.out, { recursive: true })) {
    if (!name.endsWith('json')) continue;
    ok(!(await readFile(join(again.out, name), 'utf8')).includes(password), name);
  }
  ok(!again.stderr.includes(password));
});

test('predict scores a typed table as it does the text', async () => {
  const { report } = await run(source, 'scored');
  const arrow = join(folder.path, 'flows.feather');
  const column = (name: string) => objects.map((object) => object[name] ?? null);
  await writeFile(
    arrow,
    encodeArrow({
      rows: objects.length,
      columns: new Map(
        header.map((name) => [
          name,
          name === 'bytes' || name === 'flag'
            ? Float64Array.from(column(name), (cell) => (cell === null ? Number.NaN : Number(cell)))
            : (column(name) as (string | null)[]),
        ]),
      ),
    }),
  );
  const scores = async (table: string) => {
    const { code, stderr, json } = await runCommand([
      'predict',
      table,
      '--model',
      report.bundle.path,
      '--json',
    ]);
    equal(code, 0, stderr);
    return json<{ predictions: { score: number }[] }>().predictions.map(({ score }) => score);
  };
  deepEqual(await scores(arrow), await scores(source));
});

test('a malformed line of NDJSON is refused by its line, the others are scored', async () => {
  const { report } = await run(source, 'lines');
  const path = join(folder.path, 'some.txt');
  await writeFile(
    path,
    `${JSON.stringify(objects[0])}\n{"bytes": 1,\n[1]\n\n${JSON.stringify(objects[1])}\n`,
  );
  const { json } = await runCommand([
    'predict',
    path,
    '--format',
    'ndjson',
    '--model',
    report.bundle.path,
    '--json',
  ]);
  const { predictions } = json<{
    predictions: { line: number; label: string | null; problems: string[] }[];
  }>();
  deepEqual(
    predictions.map(({ line, label, problems }) => [line, label !== null, problems[0]]),
    [
      [1, true, undefined],
      [2, false, 'the row: expected a JSON object, received "{\\"bytes\\": 1,".'],
      [3, false, 'the row: expected a JSON object, received "[1]".'],
      [5, true, undefined],
    ],
  );
});

test('schema infer reads typed formats, whose columns may come late, and names the schema after the table', async () => {
  const path = join(folder.path, 'late columns.json.gz');
  const late = Array.from({ length: 5000 }, (_, row) => ({
    size: (row * 31) % 97,
    seen: new Date(Date.UTC(2026, 0, 1) + row * 1e6),
    ...(row > 4500 && { note: row % 2 === 0 ? 'even' : 'odd' }),
    verdict: row % 3 === 0 ? 'attack' : 'normal',
  }));
  await writeFile(path, gzipSync(JSON.stringify(late)));
  const { code, stdout, stderr } = await runCommand(['schema', 'infer', path, '--target', 'verdict']);
  equal(code, 0, stderr);
  const inferred = readSchema(stdout, 'inferred');
  equal(inferred.name, 'late-columns');
  const kinds = Object.fromEntries(inferred.columns.map(({ name, kind }) => [name, kind]));
  deepEqual(Object.keys(kinds), ['size', 'seen', 'verdict', 'note']);
  deepEqual([kinds['size'], kinds['seen'], kinds['verdict']], ['numeric', 'time', 'binary']);
});

test('a format that does not exist, and one that cannot be told, are refused', async () => {
  const wrong = await runCommand(['predict', source, '--model', 'x', '--format', 'xlsx']);
  equal(wrong.code, 2);
  match(wrong.stderr, /xlsx/);
  const { code, stderr } = await runCommand([
    'run',
    '--source',
    'flows.xlsx',
    '--schema',
    schema,
    '--out',
    folder.path,
  ]);
  equal(code, 2);
  match(stderr, /flows\.xlsx: expected a table in one of the formats csv, ndjson, json, parquet, arrow/);
});

test.run();
