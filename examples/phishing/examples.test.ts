import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('examples/phishing');
const run = promisify(execFile);
const folder = fileURLToPath(new URL('.', import.meta.url));
const loader = ['--conditions=@rampart/source', '--import', 'tsx'];
const out = await temporaryDirectory();

test('train.ts trains on the sample and says what the holdout gave', async () => {
  const { stdout } = await run(process.execPath, [...loader, `${folder}train.ts`, out.path]);
  assert.match(
    stdout,
    /^chosen: \S+\naccuracy: 0\.\d+ \(0\.\d+ to 0\.\d+\)\nF1 of phishing: 0\.\d+\nbundle: /,
  );
});

test('predict.ts answers for two sites and refuses a third', async () => {
  const { stdout } = await run(process.execPath, [
    ...loader,
    `${folder}predict.ts`,
    `${out.path}/bundles/phishing`,
  ]);
  assert.match(stdout, /^harmless: legitimate, /);
  assert.match(stdout, /\nsuspicious: phishing, /);
  assert.match(stdout, /refused:\n(.*\n)*.*SSLfinal_State/);
  assert.match(stdout, /refused:\n(.*\n)*.*URL_Length/);
});

test('embed.ts answers beside the routes of its host, and ends on SIGTERM', async () => {
  const child: ChildProcess = spawn(
    process.execPath,
    [...loader, `${folder}embed.ts`, `${out.path}/bundles/phishing`, '0'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [url] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  assert.match(await (await fetch(url)).text(), /^This is the host application/);
  const schema = (await (await fetch(`${url}model/schema`)).json()) as {
    record: { properties: Record<string, unknown> };
  };
  const names = Object.keys(schema.record.properties);
  assert.ok(names.includes('SSLfinal_State'));
  const record = Object.fromEntries(names.map((name) => [name, name === 'Redirect' ? 0 : 1]));
  const answer = await fetch(`${url}model/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(record),
  });
  assert.is(((await answer.json()) as { label: string }).label, 'legitimate');
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number | null];
  // Windows has no signals: there the process is just ended.
  assert.is(code, process.platform === 'win32' ? null : 0);
});

test.after(() => out[Symbol.asyncDispose]());

test.run();
