import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { defineSchema } from '@rampart/core';
import { buildReference } from '@rampart/core/internal';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { readForServing, readTable } from '@rampart/core/rows';
import { dataReport } from './data-report.ts';
import { openSource } from '../connections/open-source.ts';
import { exampleCsv, exampleSchema, writeExample } from '../testing/example-table.ts';
import { type DataReportInput, buildDataReport } from './build-data-report.ts';

const test = suite('buildDataReport');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

let files = 0;
async function validated(csv: string, changes: Partial<DataReportInput> = {}) {
  const { source } = await writeExample(`${folder.path}/${files++}`, csv);
  const schema = changes.schema ?? exampleSchema;
  const environment = changes.environment ?? 'training';
  const read = await (environment === 'training' ? readTable : readForServing)(openSource(source), schema);
  const when = new Date('2026-01-02T03:04:05Z');
  const report = buildDataReport({ source, read, schema, environment, reference: null, when, ...changes });
  // The report is what `--json` prints: nothing in it may be lost on the way.
  deepEqual(dataReport.parse(JSON.parse(JSON.stringify(report))), report);
  return report;
}

const referenceOf = async (csv: string) => {
  const { source } = await writeExample(`${folder.path}/${files++}`, csv);
  const { table } = await readTable(openSource(source), exampleSchema);
  return { name: 'last month', drift: buildReference(table, exampleSchema) };
};

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);

test('every column has its histogram by class, over the same bins, and every row is in it once', async () => {
  const { columns, overview, leakAudit } = await validated(exampleCsv(300));
  deepEqual(overview.rows, { read: 300, valid: 300, quarantined: 0 });
  equal(sum(overview.classes.map(({ rows }) => rows)), 300);
  deepEqual(
    overview.classes.map(({ name, positive }) => [name, positive]),
    [
      ['yes', true],
      ['no', false],
    ],
  );
  equal(leakAudit!.rows, 300);
  deepEqual(
    columns.map(({ name, histogram }) => `${name} ${histogram?.type}`),
    ['bytes numbers', 'flag values', 'protocol values', 'attack values'],
  );
  for (const { histogram, summary, missing } of columns) {
    const bins = histogram!.type === 'numbers' ? histogram!.edges.length - 1 : histogram!.labels.length;
    for (const { counts, rows } of [...histogram!.byClass, ...histogram!.bySplit]) {
      equal(counts.length, bins);
      equal(sum(counts), rows);
    }
    equal(sum(histogram!.byClass.map(({ rows }) => rows)), summary!.count);
    equal(missing.batch, summary!.missing / 300);
    equal(missing.reference, null);
  }
  const bytes = columns[0]!.histogram!;
  ok(bytes.type === 'numbers' && bytes.edges[0] === columns[0]!.summary!.min);
  ok(bytes.type === 'numbers' && bytes.edges.at(-1) === columns[0]!.summary!.max);
  // A long tail gets wide bins, so that the small numbers are not all in one.
  ok(Math.max(...bytes.bySplit[0]!.counts) < 150);
});

test('problems come with up to three of their rows', async () => {
  const csv = `${exampleCsv(60)}${'1,7,tcp,yes\n'.repeat(5)}x,0,tcp,no\n1,0\n`;
  const { problems, overview } = await validated(csv);
  deepEqual(overview.rows, { read: 67, valid: 60, quarantined: 7 });
  const domain = problems[0]!;
  deepEqual([domain.column, domain.rows, domain.examples.length], ['flag', 5, 3]);
  deepEqual(domain.examples[0]!.cells, { bytes: 1, flag: 7, protocol: 'tcp', attack: 'yes' });
  equal(domain.examples[0]!.line, 62);
  equal(problems.length, 3);
});

test('drift against a reference is told with its columns, and its series stand beside the batch', async () => {
  const reference = await referenceOf(exampleCsv(2_000, 5));
  const clean = await validated(exampleCsv(1_000, 6), { reference });
  deepEqual(
    [clean.drift!.verdict, clean.overview.reference, clean.overview.passed],
    ['no drift', 'last month', true],
  );
  const shifted = exampleCsv(1_000, 7).replaceAll(',udp,', ',quic,');
  const report = await validated(shifted, { reference });
  equal(report.drift!.verdict, 'drift');
  const [first] = report.drift!.columns;
  deepEqual([first!.name, first!.unseen.values[0]!.value], ['protocol', 'quic']);
  const warning = report.warnings.find(({ name }) => name === 'drift')!;
  deepEqual([warning.level, warning.columns], ['warn', ['protocol']]);
  for (const { histogram } of report.columns) {
    deepEqual(
      histogram!.bySplit.map(({ name }) => name),
      ['batch', 'reference'],
    );
    for (const { counts, rows } of histogram!.bySplit) equal(sum(counts), rows);
  }
  ok(report.columns[0]!.missing.reference! > 0);
});

test('a limit set to fail is broken by drift', async () => {
  const reference = await referenceOf(exampleCsv(2_000, 5));
  const schema = defineSchema({ ...exampleSchema, limits: { drift: 'fail' } });
  const csv = exampleCsv(500, 8).replaceAll(',udp,', ',quic,');
  const report = await validated(csv, { reference, schema });
  equal(report.overview.passed, false);
  equal(report.warnings[0]!.level, 'fail');
  match(report.warnings[0]!.text, /protocol/);
});

test('rows without labels are judged as requests are', async () => {
  const csv = exampleCsv(200)
    .trim()
    .split('\n')
    .map((line) => line.split(',').slice(0, 3).join(','))
    .join('\n');
  const report = await validated(csv, {
    environment: 'serving',
    reference: await referenceOf(exampleCsv(2_000, 5)),
  });
  deepEqual([report.overview.rows.valid, report.overview.classes, report.leakAudit], [200, [], null]);
  deepEqual(report.drift!.notCompared, ['attack']);
  equal(report.columns.find(({ role }) => role === 'target')!.summary, null);
  // With labels, these are compared too.
  const labelled = await validated(exampleCsv(200), {
    environment: 'serving',
    reference: await referenceOf(exampleCsv(2_000, 5)),
  });
  deepEqual(labelled.drift!.notCompared, []);
});

test('a table of which no row is valid is reported, not thrown at', async () => {
  const report = await validated('bytes,flag,protocol,attack\n1,9,tcp,yes\n', {
    reference: await referenceOf(exampleCsv(200, 5)),
  });
  deepEqual(report.overview.rows, { read: 1, valid: 0, quarantined: 1 });
  deepEqual([report.leakAudit, report.drift], [null, null]);
});

test.run();
