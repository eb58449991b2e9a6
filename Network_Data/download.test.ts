import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createRandom } from '@rampart/core/internal';
import { onRealTable, rejects } from '@rampart/core/testing';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fetchArchive, verifiedRows } from './download.ts';
import { readFigures } from './figures.ts';
import { generateSample } from './generate.ts';
import {
  columnNames,
  contentDigest,
  formatCsv,
  parseTable,
  publishedDigest,
  type Rows,
} from './phishing-table.ts';

const test = suite('phishing table');
const figures = await readFigures();
const names = columnNames(figures);

/** The table as UCI writes it. */
function arffText(rows: Rows): string {
  const attributes = names.map((name) => `@attribute ${name}  { -1,0,1 }`);
  return [
    '@relation phishing',
    '',
    ...attributes,
    '% a remark',
    '',
    '@data',
    ...rows.join('\n').split('\n'),
    '',
  ].join('\r\n');
}

/** The table as other tools write it. */
function quotedCsv(rows: Rows): string {
  return [names.map((name) => `"${name}"`).join(','), ...rows.map((row) => row.join(', '))].join('\r\n');
}

test('ARFF, CSV and quoted CSV give the same rows and digest', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 20 }), (seed, count) => {
      const rows = generateSample(figures, count, createRandom(seed));
      for (const text of [arffText(rows), formatCsv(figures, rows), quotedCsv(rows)]) {
        const parsed = parseTable(text, 'a file', figures);
        assert.equal(parsed, rows);
        assert.is(contentDigest(parsed), contentDigest(rows));
      }
    }),
    { numRuns: 20 },
  );
});

test('the digest is about content: order of rows no, one cell yes', () => {
  const rows = generateSample(figures, 30, createRandom(5));
  assert.is(contentDigest(rows.toReversed()), contentDigest(rows));
  const changed = rows.map((row) => [...row]);
  changed[3]![30] = -changed[3]![30]!;
  assert.is.not(contentDigest(changed), contentDigest(rows));
  assert.is.not(contentDigest(rows.slice(1)), contentDigest(rows));
});

onRealTable(
  test,
  'the real table has the digest in the code, also in an archive as ARFF',
  'phishing.csv',
  async (path) => {
    const bytes = await readFile(path);
    const rows = verifiedRows(bytes, path, figures);
    assert.is(rows.length, figures.rows);
    const archive = zipSync({
      '.old.arff': strToU8('@relation old'),
      'Training Dataset.arff': strToU8(arffText(rows)),
    });
    assert.equal(verifiedRows(archive, 'archive.zip', figures), rows);
  },
);

test('the member with the right digest is taken out of an archive', async () => {
  const rows = generateSample(figures, 10, createRandom(1));
  const older = strToU8(arffText(rows.slice(2)));
  const archive = zipSync({ 'notes.docx': older, '.old.arff': older, 'new.ARFF': strToU8(arffText(rows)) });
  assert.equal(verifiedRows(archive, 'a.zip', figures, contentDigest(rows)), rows);
  await rejects(
    () => verifiedRows(archive, 'a.zip', figures),
    /a\.zip, \.old\.arff: expected the content digest[^]*a\.zip, new\.ARFF/,
  );
  await rejects(
    () => verifiedRows(zipSync({ 'notes.docx': older }), 'a.zip', figures),
    /an ARFF file in the archive/,
  );
  await rejects(() => verifiedRows(archive.slice(0, 200), 'a.zip', figures), /a whole ZIP archive/);
});

test('a table that is not the published one is refused with its faults', async () => {
  const rows = generateSample(figures, 5, createRandom(1));
  const text = formatCsv(figures, rows);
  await rejects(
    () => verifiedRows(strToU8(text), 'x.csv', figures),
    new RegExp(`x\\.csv: expected the content digest ${publishedDigest}`),
  );
  await rejects(
    () => parseTable(text.replace('URL_Length', 'url'), 'x.csv', figures),
    /expected the columns[^]*received having_IP_Address, url/,
  );
  await rejects(() => parseTable('', 'x.csv', figures), /expected the columns/);
  const lines = text.split('\n');
  const broken = [
    lines[0],
    lines[1]!.replace(/^-?1/, '7'),
    lines[2]!.replace(/^-?1/, ''),
    `${lines[3]},1`,
  ].join('\n');
  const pattern =
    /line 2, column `having_IP_Address`: expected one of -1, 1, received "7"[^]*line 3, column[^]*received ""[^]*line 4: expected 31 cells, received 32/;
  await rejects(() => parseTable(broken, 'x.csv', figures), pattern);
});

test('without a way to the host it says what to do', async () => {
  const error = await rejects(
    fetchArchive('http://127.0.0.1:9/archive.zip', 5),
    /expected the published archive/,
  );
  assert.match(error.message, /data:download --from/);
});

test('the command ends with exit code 1 and one plain message', async () => {
  const script = fileURLToPath(new URL('download.ts', import.meta.url));
  const flags = [...process.execArgv, script, '--from', 'nowhere.arff'];
  const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
    execFile(process.execPath, flags, (error, _, text) => resolve({ code: error?.code, stderr: text }));
  });
  assert.is(code, 1);
  assert.match(stderr, /nowhere\.arff: expected a readable file/);
  assert.not.match(stderr, / at /);
});

test.run();
