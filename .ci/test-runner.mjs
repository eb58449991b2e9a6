// Runs the test files, each in a process of its own, and fails on everything that uvu lets pass in silence.
// Usage: node .ci/test-runner.mjs [part of a path …] [--timeout=300] [--grace=10] [--jobs=2]
// PROPERTY_SEED=random in the environment draws other values for properties than the usual ones.
import { readdir } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { summaryLine } from './summary-line.mjs';
import { killAll, runTestFile } from './test-file.mjs';

const folders = ['.ci', 'packages', 'examples', 'Network_Data', 'data_schema', 'benchmarks'];
const notSources = new Set(['node_modules', 'dist', 'coverage']);

/** Test files under a folder, depth first in alphabetical order; none where there is no such folder. */
async function testFiles(folder) {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const found = [];
  for (const entry of entries.sort((left, right) => (left.name < right.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !notSources.has(entry.name)) found.push(...(await testFiles(path)));
    else if (entry.isFile() && /\.test\.(?:ts|mjs)$/.test(entry.name)) found.push(path);
  }
  return found;
}

function report(name, { passed, failed, skipped, faults, notes, output, seconds }) {
  const counts = [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`];
  const line = `${name}  ${counts.filter(Boolean).join(', ')}  ${seconds.toFixed(1)} s`;
  if (failed > 0) {
    console.log(`\n✗ ${line}\n${output.trimEnd()}`);
    for (const fault of faults) console.log(`✗ ${name}: ${fault}`);
    console.log();
    return;
  }
  console.log(`✓ ${line}`);
  for (const note of notes) console.log(`  ${note}`);
}

const { values, positionals } = parseArgs({
  // pnpm passes a separating `--` on.
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  allowPositionals: true,
  options: {
    timeout: { type: 'string', default: '300' },
    grace: { type: 'string', default: '10' },
    jobs: { type: 'string', default: '2' },
  },
});
const root = process.cwd();
const options = { root, timeout: Number(values.timeout), grace: Number(values.grace) };
const totals = { passed: 0, failed: 0, skipped: 0 };

const all = (await Promise.all(folders.map((folder) => testFiles(join(root, folder))))).flat();
const names = all.map((file) => relative(root, file).split(sep).join('/'));
const filters = positionals.map((filter) => filter.replace(/^\.\//, ''));
for (const filter of filters.length > 0 ? filters : ['']) {
  if (names.some((name) => name.includes(filter))) continue;
  console.log(filter === '' ? '✗ there is no test file' : `✗ no test file matches "${filter}"`);
  totals.failed++;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    killAll();
    process.exit(1);
  });
}

const waiting = names.filter(
  (name) => filters.length === 0 || filters.some((filter) => name.includes(filter)),
);
async function work() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const result = await runTestFile(resolve(root, name), options);
    for (const key of Object.keys(totals)) totals[key] += result[key];
    report(name, result);
  }
}
await Promise.all(Array.from({ length: Number(values.jobs) }, work));

console.log(`\n${summaryLine(totals)}`);
process.exitCode = totals.failed > 0 ? 1 : 0;
