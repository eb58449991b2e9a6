// Runs the whole suite on this Node and on each that is named, one after another; the last line covers them all.
// Usage: node .ci/on-each-node.mjs [path of a node] …
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readSummary, summaryLine } from './summary-line.mjs';

const runner = fileURLToPath(new URL('test-runner.mjs', import.meta.url));

/** Runs the suite on one Node and lets its output pass; resolves to its counts, and to what went wrong beside tests. */
function runSuite(node) {
  return new Promise((resolve) => {
    const child = spawn(node, [runner], { stdio: ['ignore', 'pipe', 'inherit'] });
    let end = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      process.stdout.write(text);
      end = (end + text).slice(-200);
    });
    child.on('error', ({ message }) => resolve({ passed: 0, failed: 1, skipped: 0, fault: message }));
    child.on('close', (code, signal) => {
      const counts = readSummary(end) ?? { passed: 0, failed: 0, skipped: 0 };
      if (counts.failed > 0 || (code === 0 && counts.passed > 0)) resolve(counts);
      else resolve({ ...counts, failed: 1, fault: `the test runner ended with ${signal ?? `code ${code}`}` });
    });
  });
}

const total = { passed: 0, failed: 0, skipped: 0 };
const lines = [];
for (const node of [process.execPath, ...process.argv.slice(2)]) {
  console.log(`== tests on ${node}`);
  const { fault, ...counts } = await runSuite(node);
  for (const [key, count] of Object.entries(counts)) total[key] += count;
  lines.push(`${node}: ${fault ?? summaryLine(counts)}`);
}
console.log(['', ...lines, '', summaryLine(total)].join('\n'));
process.exitCode = total.failed > 0 ? 1 : 0;
