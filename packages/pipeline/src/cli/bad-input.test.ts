import { deepEqual, doesNotMatch, equal, match } from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { exampleCsv, exampleYaml, quickSettings, writeExample } from '../testing/example-table.ts';
import { runCommand } from '../testing/run-command.ts';

const test = suite('bad input');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const quick = quickSettings.flatMap((setting) => ['--set', setting]);
let runs = 0;

/** Runs on a table and a schema; on failure checks what holds for every failure of the user's. */
async function run(csv: string | null, { yaml = exampleYaml, extra = [] as string[] } = {}) {
  const directory = join(folder.path, String(++runs));
  const { source, schema } = await writeExample(directory, csv ?? '', yaml);
  const path = csv === null ? join(directory, 'absent.csv') : source;
  const out = join(directory, 'out');
  const result = await runCommand([
    'run',
    '--source',
    path,
    '--schema',
    schema,
    '--out',
    out,
    ...quick,
    ...extra,
  ]);
  doesNotMatch(result.stderr, /\n {4}at /, 'no stack trace');
  return { ...result, out };
}

async function refused(csv: string | null, message: RegExp, options = {}) {
  const { code, stderr, stdout, out } = await run(csv, options);
  equal(code, 2, stderr);
  equal(stdout, '');
  match(stderr, message);
  match(stderr, /expected/);
  deepEqual(await halfWritten(out), []);
}

/** Bundles and unfinished directories that a failed run has left. */
async function halfWritten(out: string): Promise<string[]> {
  const names = await readdir(out, { recursive: true }).catch(() => []);
  return names.filter((name) => /\.tmp-|bundles\/\w+\/\d|report\.json/.test(name));
}

const good = exampleCsv();
const lines = good.split('\n');
const changed = (row: number, text: string) =>
  [...lines.slice(0, row), text, ...lines.slice(row + 1)].join('\n');

test('a missing file', () => refused(null, /absent\.csv.*no such file\.\n {2}Check the path/));
test('an empty file', () => refused('', /flows\.csv: .*received an empty file/));
test('a header line without rows', () => refused(`${lines[0]}\n`, /received a header line without rows/));
test('a wrong column', () =>
  refused(good.replace('bytes', 'bites'), /expected a column `bytes`[^]*Did you mean `bites`/));
test('two columns of one name', () =>
  refused(good.replace('flag', 'bytes'), /line 1: .*received "bytes" more than once/));
test('a quote that is never closed', () => refused(`${good}"1,2\n`, /line 242: expected a closing quote/));

test('bad rows are quarantined with their reasons, and the rest is trained on', async () => {
  const csv = [changed(5, 'abc,0,tcp,yes'), '1,0,tcp', '2,7,tcp,no', '3,0,tcp,perhaps', '4,0,tcp,', ''].join(
    '\n',
  );
  const { code, stdout, stderr } = await run(csv, { extra: ['--json'] });
  equal(code, 0, stderr);
  const report = JSON.parse(stdout) as {
    rows: Record<string, number>;
    problems: { column: string | null; rule: string; firstLine: number; received: string[] }[];
  };
  const { read, valid, quarantined, train, holdout } = report.rows;
  deepEqual({ read, valid, quarantined }, { read: 244, valid: 239, quarantined: 5 });
  equal(train! + holdout!, valid);
  deepEqual(
    report.problems
      .map(({ column, rule, firstLine, received }) => [firstLine, column, rule, received[0]])
      .toSorted(([left], [right]) => Number(left) - Number(right)),
    [
      [6, 'bytes', 'unreadable', '"abc"'],
      [243, null, 'cells', '3 cells'],
      [244, 'flag', 'domain', '7'],
      [245, 'attack', 'label', '"perhaps"'],
    ],
  );
});

test('a few bad rows are told on standard error too, with what to do', async () => {
  const { stdout } = await run(changed(5, 'abc,0,tcp,yes'));
  match(
    stdout,
    /flows\.csv, line 6, column `bytes`: expected .*number.*, received "abc"\.\n {4}Correct the file/,
  );
});

test('too many bad rows', () =>
  refused(
    [...lines.slice(0, 200), ...Array(20).fill('abc,0,tcp,yes'), ''].join('\n'),
    /column `bytes`.*\(and 19 more rows\)[^]*at most 5 % of the rows/,
  ));
test('all rows invalid', () => refused(`${lines[0]}\nabc,0,tcp,yes\nx,0,udp,no\n`, /received all 2 rows/));
test('an unknown label everywhere', () =>
  refused(good.replaceAll(',yes', ',oui'), /column `attack`[^]*received "oui"/));
test('one class only', () => refused(lines.filter((line) => !line.endsWith(',no')).join('\n'), /none of no/));
test('fewer rows than folds', () =>
  refused(`${lines.slice(0, 5).join('\n')}\n1,0,tcp,yes\n2,0,tcp,no\n`, /folds/, {
    extra: ['--set', 'training.folds=50', '--set', 'validation.holdoutClasses=some'],
  }));

test('a schema with a typo', () =>
  refused(good, /flows\.yaml.*[^]*Did you mean `kind`/, {
    yaml: exampleYaml.replace('kind: numeric', 'kinds: numeric'),
  }));
test('a schema that is not there', async () => {
  const { code, stderr } = await runCommand([
    'run',
    '--source',
    'x.csv',
    '--schema',
    'no-such',
    '--out',
    folder.path,
  ]);
  equal(code, 2);
  match(
    stderr,
    /--schema: expected the path of a schema file.*received "no-such"\.\n {2}Write a first schema/,
  );
});
test('an unknown config key', () =>
  refused(good, /training\.epocs[^]*Did you mean `epochs`/, { extra: ['--set', 'training.epocs=3'] }));
test('an option that does not exist', async () => {
  const { code, stderr } = await runCommand(['run', '--sauce', 'x.csv']);
  equal(code, 2);
  match(
    stderr,
    /rampart run: expected one of its options, received `--sauce`\.\n {2}Did you mean `--source`\?/,
  );
});

test('with --json an error is one JSON document too', async () => {
  const { code, stdout } = await run(null, { extra: ['--json'] });
  equal(code, 2);
  const { error } = JSON.parse(stdout) as { error: { code: string; problems: { where: string }[] } };
  equal(error.code, 'source');
  match(error.problems[0]!.where, /absent\.csv$/);
});

test('byte-order mark, CRLF, blank lines and quoted line breaks are no errors', async () => {
  const csv = `\ufeff${good.replaceAll('\n', '\r\n')}\r\n12,0,"t\r\ncp",no\r\n`;
  const { code, stderr } = await run(csv);
  equal(code, 0, stderr);
});

test('a bundle with one changed byte, and one of a newer format', async () => {
  const { out } = await run(good);
  const bundle = join(out, 'bundles/flows/1');
  equal((await runCommand(['bundle', 'verify', bundle])).code, 0);
  const weights = await readFile(join(bundle, 'weights.bin'));
  weights[10]! ^= 1;
  await writeFile(join(bundle, 'weights.bin'), weights);
  for (const command of [
    ['bundle', 'verify', bundle],
    ['predict', 'x.csv', '--model', bundle],
    ['serve', '--model', bundle],
  ]) {
    const { code, stderr } = await runCommand(command);
    equal(code, 2);
    match(stderr, /weights\.bin: expected SHA-256/);
  }
  weights[10]! ^= 1;
  await writeFile(join(bundle, 'weights.bin'), weights);
  const manifest = join(bundle, 'manifest.json');
  await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('"format": 2', '"format": 3'));
  const { code, stderr } = await runCommand(['bundle', 'verify', bundle]);
  equal(code, 2);
  match(stderr, /expected a bundle format up to 2, received 3\.\n.*upgrade/);
});

test.run();
