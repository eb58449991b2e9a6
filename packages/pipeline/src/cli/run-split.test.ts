import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import type { CrossValidation } from '../cross-validation/cross-validate.ts';
import type { RunReport } from '../report/run-report.ts';
import { exampleCsv, exampleYaml, quickSettings, writeExample } from '../testing/example-table.ts';
import { runCommand } from '../testing/run-command.ts';

const test = suite('rampart run, by split');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

/** The example with a day and a host to each row, and every row of the first half once more at the end. */
function withDays(csv: string): string {
  const [header, ...rows] = csv.trim().split('\n');
  const all = [...rows, ...rows.slice(0, rows.length / 2)];
  const day = (at: number) => `2026-01-${String(1 + Math.floor((28 * at) / all.length)).padStart(2, '0')}`;
  // A repeated row keeps its host, except that a few hosts share theirs: else equal rows would link all hosts.
  const host = (at: number) => {
    const first = at % rows.length;
    return first % 30 < 24 ? first % 30 : 24 + (at % 6);
  };
  return [`day,host,${header}`, ...all.map((row, at) => `${day(at)},h${host(at)},${row}`), ''].join('\n');
}

const yaml = exampleYaml.replace(
  'columns:\n',
  'columns:\n  - { name: day, kind: time, role: ignored }\n  - { name: host, kind: identifier, role: ignored }\n',
);
const { source, schema } = await writeExample(folder.path, withDays(exampleCsv()), yaml);
const table = ['--source', source, '--schema', schema];
const quick = quickSettings.flatMap((setting) => ['--set', setting]);

const command = (...argv: string[]) => runCommand([...argv, ...table, ...quick, '--json']);
async function run(...extra: string[]): Promise<RunReport> {
  const { code, stderr, json } = await command('run', '--out', join(folder.path, 'out'), ...extra);
  assert.equal(code, 0, stderr);
  return json<RunReport>();
}
const by = (way: string, column?: string) => [
  '--set',
  `split.by=${way}`,
  ...(column === undefined ? [] : ['--set', `split.column=${column}`]),
];

test('each way to split says what it keeps apart, and warns of what it does not', async () => {
  const { split: vector, rows } = await run();
  assert.equal(vector.by, 'vector');
  assert.deepEqual([rows.train + rows.holdout, vector.training.rows], [rows.valid, rows.train]);
  assert.equal(vector.holdouts[0]!.vectors.inBoth, 0);

  const { split: single } = await run(...by('row'));
  assert.ok(single.holdouts[0]!.vectors.inBoth > 0);

  const { split: group } = await run(...by('group', 'host'), '--set', 'split.holdout=0.4');
  assert.equal(group.holdouts[0]!.vectors.inBoth, 0);
  assert.equal(group.holdouts[0]!.columns[0]!.inBoth, 0);

  const { split: key } = await run(...by('key', 'host'), '--set', 'split.holdout=0.4');
  assert.equal(key.holdouts[0]!.columns[0]!.inBoth, 0);
  assert.ok(key.holdouts[0]!.vectors.inBoth > 0);
});

test('by time the newest rows are held out, and a person is told what was seen before', async () => {
  const argv = ['run', '--out', join(folder.path, 'time'), ...by('time', 'day')];
  const { stdout, stderr } = await runCommand([...argv, ...table, ...quick]);
  assert.match(
    stderr,
    /split by time: the feature vectors of \d+ of the \d+ rows of `holdout` are in training too/,
  );
  assert.match(stdout, /\nSplit by time `day`\n {2}holdout \(split\): \d+ rows, \d+ feature vectors/);
  assert.match(stdout, /no values of `day` in training too/);
  assert.match(stdout, /a decision tree under a random split +\d/);
});

test('holdouts beside the one that decides are scored too', async () => {
  const other = await writeExample(join(folder.path, 'a'), withDays(exampleCsv(60, 2)), yaml);
  const third = await writeExample(join(folder.path, 'b'), withDays(exampleCsv(40, 3)), yaml);
  const shifted =
    '[{ name: late, column: day, above: 2026-01-20 }, { name: h1, column: host, values: [h1] }]';
  const holdouts = ['--holdout', `fresh=${other.source}`, '--holdout', third.source];
  const report = await run(...holdouts, '--set', `split.shifted=${shifted}`);
  assert.equal(report.split.by, 'given');
  assert.deepEqual([report.holdout.name, report.holdout.rows, report.rows.holdout], ['fresh', 90, 90]);
  assert.deepEqual(
    report.holdouts.map(({ name, rows }) => [name, rows]),
    report.split.holdouts.slice(1).map(({ name, rows }) => [name, rows]),
  );
  assert.deepEqual(
    report.holdouts.map(({ name }) => name),
    ['flows', 'late', 'h1'],
  );
  for (const { metrics, looks } of report.holdouts) {
    assert.ok(metrics.logLoss.value! > 0);
    assert.equal(looks, 1);
  }
  const again = await run(...holdouts, '--set', `split.shifted=${shifted}`);
  assert.deepEqual(again.holdouts, report.holdouts);
  assert.deepEqual(JSON.parse(await readFile(report.report, 'utf8')), report);
});

test('settings that do not fit are refused before anything is read', async () => {
  const wrong = [
    [by('time'), /split\.column`: expected the column that `split\.by: time` goes by/],
    [by('time', 'host'), /a column of times or numbers, received one of kind identifier/],
    [by('key', 'hots'), /Did you mean `host`\?/],
    [['--holdout', source, '--holdout', source], /`flows` more than once/],
  ] as const;
  for (const [extra, pattern] of wrong) {
    const { code, stderr } = await command('run', '--out', join(folder.path, 'wrong'), ...extra);
    assert.equal(code, 2, stderr);
    assert.match(stderr, pattern);
  }
});

test('a cross-validation goes forward in time, or says what its test rows had seen', async () => {
  const validate = async (...extra: string[]) => {
    const { code, stderr, json } = await command('cross-validate', '--folds', '3', ...extra);
    assert.equal(code, 0, stderr);
    return json<CrossValidation>();
  };
  const seen = ({ folds }: CrossValidation) => folds.reduce((sum, { rows }) => sum + rows.seen, 0);
  assert.equal(seen(await validate()), 0);
  assert.ok(seen(await validate(...by('row'))) > 0);
  assert.ok(seen(await validate(...by('key', 'host'))) > 0);
  const forward = await validate(...by('time', 'day'));
  assert.equal(forward.by, 'time');
  const training = forward.folds.map(({ rows }) => rows.train);
  assert.deepEqual(
    training,
    training.toSorted((left, right) => left - right),
  );
  for (const [at, { rows }] of forward.folds.entries()) {
    const next = forward.folds[at + 1];
    if (next !== undefined) assert.equal(next.rows.train, rows.train + rows.test);
  }
});

test.run();
