import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { temporaryDirectory } from '@rampart/core/testing';
import { chromium } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { quickSettings, writeExample } from '../../testing/example-table.ts';
import { runCommand } from '../../testing/run-command.ts';
import type { RunReport } from '../run-report.ts';

const test = suite('the page of a run');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const { source, schema } = await writeExample(folder.path);
const argv = ['run', '--source', source, '--schema', schema, '--out', join(folder.path, 'out')];
const settings = quickSettings.flatMap((setting) => ['--set', setting]);
const { code, stderr, json } = await runCommand([...argv, '--json', ...settings]);
assert.is(code, 0, stderr);
const report = json<RunReport>();
const page = await readFile(report.page, 'utf8');

test('data and model stand side by side, with the figures of the report', () => {
  assert.match(page, /<h2 id="the-data">The data/);
  assert.match(page, /<h2 id="the-model">The model/);
  assert.match(page, report.holdout.metrics.accuracy.value!.toFixed(4));
  assert.match(page, report.chosen);
  for (const { name } of report.candidates) assert.match(page, name);
  for (const row of report.holdout.confusion) for (const rows of row) assert.match(page, `>${rows} <small>`);
});

test('candidates say what they are made of, and features how much the model knows from them', () => {
  assert.is(report.chosenBy, 'simplest');
  assert.match(page, 'The simplest one within one standard error of the lowest log-loss is taken.');
  for (const { parts, parameters, eligible } of report.candidates) {
    assert.equal(
      parts.map(({ family, weight }) => [family, weight]),
      eligible ? [['network', 1]] : [],
    );
    assert.is(
      parts.reduce((sum, { bytes }) => sum + bytes, 0),
      4 * parameters,
    );
  }
  assert.match(page, /mlp-8(?:<\/strong> <small>chosen<\/small>)?<br><small>network<\/small>/);
  const { rows, features } = report.importance;
  assert.is(rows, report.rows.train);
  assert.equal(features.map(({ name }) => name).toSorted(), ['bytes', 'flag', 'protocol']);
  assert.is(features[0]!.name, 'bytes');
  for (const { logLoss, standardError } of features) {
    assert.match(page, `${logLoss!.toFixed(4)} ± ${standardError!.toFixed(4)}`);
  }
});

test('the record that is proposed as a first request can be asked about', async () => {
  const { loadModel } = await import('@rampart/serve');
  using model = await loadModel(report.bundle.path);
  const { label } = await model.predict(report.example);
  assert.ok(report.classes.includes(label));
});

test('the run ends with what to do next', async () => {
  const { stdout } = await runCommand([...argv, ...settings]);
  assert.match(stdout, /\n {2}Most important: bytes \+\d\.\d{4}, /);
  assert.match(stdout, /\nIn plain words\n/);
  assert.match(stdout, /right about [\d.]+ % of [\d,]+ rows that it never saw/);
  assert.match(stdout, new RegExp(`byte for byte.*${report.bundle.weightsDigest.slice(0, 12)}`));
  assert.match(stdout, /Open .*report\.html in a browser/);
  assert.match(stdout, /rampart serve --model \S+/);
  assert.match(stdout, /curl -s localhost:8080\/predict/);
});

const executablePath = process.env.RAMPART_CHROMIUM ?? '/usr/bin/chromium';
const here = existsSync(executablePath);
if (!here) process.stdout.write('skipped: no Chromium here\n');

(here ? test : test.skip)('it asks for nothing and fits a desk and a phone, light and dark', async () => {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    for (const width of [1280, 390]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const tab = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        const noise: string[] = [];
        const address = pathToFileURL(report.page).href;
        tab.on('request', (request) => request.url() === address || noise.push(request.url()));
        tab.on('console', (message) => noise.push(message.text()));
        tab.on('pageerror', (error) => noise.push(error.message));
        await tab.goto(address);
        const overflow = 'document.documentElement.scrollWidth - window.innerWidth';
        assert.ok(Number(await tab.evaluate(overflow)) <= 0, `too wide at ${width}`);
        assert.equal(noise, []);
        await tab.close();
      }
    }
  } finally {
    await browser.close();
  }
});

test.run();
