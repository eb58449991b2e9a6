import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { builtinModules } from 'node:module';
import { encodeBundle } from '@rampart/core';
import { exampleContents, examplePackage } from '@rampart/core/testing';
import { build, stop } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createPredictor } from './predictor/create-predictor.ts';

const test = suite('in a page');

const executablePath = process.env.RAMPART_CHROMIUM ?? '/usr/bin/chromium';
const here = existsSync(executablePath);
if (!here) process.stdout.write('skipped: no Chromium here\n');

const record = { duration: 1.5, risk: 0, protocol: 'tcp', flagged: 'no' };
/** Scripts of the page's own origin alone, and no code from texts, WebAssembly's neither. */
const policy = "default-src 'none'; script-src 'self'; connect-src 'self'";

async function bundled(program: string) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    conditions: ['@rampart/source'],
    external: ['node:*', ...builtinModules],
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const inputs = Object.entries(metafile.inputs);
  const outside = inputs.flatMap(([, { imports }]) => imports.filter(({ external }) => external === true));
  return { code: outputFiles[0]!.text, paths: inputs.map(([path]) => path), outside };
}

let browser: Browser | undefined;
test.before(async () => {
  if (here) browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
test.after(async () => {
  await browser?.close();
  await stop();
});

/** Serves files under a strict content policy while `act` runs; answers 404 for all others. */
async function serving(
  files: ReadonlyMap<string, string | Uint8Array>,
  act: (address: string) => Promise<void>,
) {
  const server = createServer(({ url }, response) => {
    const content = files.get(url!);
    const type = url!.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(content === undefined ? 404 : 200, {
      'content-type': type,
      'content-security-policy': policy,
    });
    response.end(content);
  });
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  try {
    await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    await new Promise((closed) => server.close(closed));
  }
}

/** What a program of a page leaves in `document.title`, beside what came to the console. */
async function titleOf(program: string, files: ReadonlyMap<string, Uint8Array>) {
  const { code } = await bundled(program);
  const pages = new Map<string, string | Uint8Array>([
    ['/', '<!doctype html><script type="module" src="/program.js"></script>'],
    ['/program.js', code],
    ...[...files].map(([name, bytes]) => [`/model/${name}`, bytes] as const),
  ]);
  const noise: string[] = [];
  let title = '';
  await serving(pages, async (address) => {
    const page = await browser!.newPage();
    page.on('console', (message) => noise.push(message.text()));
    page.on('pageerror', (error) => noise.push(error.message));
    await page.goto(address);
    // Not by a function of the page: the policy forbids to make one of a text.
    for (let tries = 0; title === '' && tries < 400; tries++) {
      title = await page.title();
      await page.waitForTimeout(50);
    }
    await page.close();
  });
  return { title, noise };
}

const contents = { ...exampleContents(), ...(await examplePackage()) };

test('the entry needs no module of Node and no TensorFlow.js', async () => {
  const { code, paths, outside } = await bundled("export * from '@rampart/serve/browser'");
  assert.equal(outside, []);
  assert.equal(
    paths.filter((path) => path.includes('@tensorflow') || path.includes('core/src/tensor/')),
    [],
  );
  assert.ok(paths.some((path) => path.endsWith('plain/plain-model.ts')));
  assert.not.match(code, /\beval\(/);
});

if (here) {
  test('two lines predict under a policy that forbids code from texts, as on a server', async () => {
    using predictor = await createPredictor(contents, { backend: 'cpu' });
    const { score } = await predictor.predict(record);
    const program = `import { loadModel } from '@rampart/serve/browser';
document.title = String((await (await loadModel('model')).predict(${JSON.stringify(record)})).score);`;
    const { title, noise } = await titleOf(program, encodeBundle(contents));
    assert.equal(
      noise.filter((text) => !text.includes('favicon')),
      [],
    );
    assert.ok(Math.abs(Number(title) - score) < 1e-6, `${title} is not ${score}`);
  });

  test('bundles are encoded, decoded and verified there, and a damaged one is refused', async () => {
    const files = new Map(encodeBundle(contents));
    const weights = Uint8Array.from(files.get('weights.bin')!);
    weights[0]! ^= 1;
    files.set('weights.bin', weights);
    const program = `import { loadModel } from '@rampart/serve/browser';
import { decodeBundle, encodeBundle, verifyBundle } from '@rampart/core/browser';
const fetched = async (name) => [name, new Uint8Array(await (await fetch('/model/' + name)).arrayBuffer())];
const names = ${JSON.stringify([...files.keys()])};
const files = new Map(await Promise.all(names.map(fetched)));
files.get('weights.bin')[0] ^= 1;
const again = encodeBundle({ ...decodeBundle(files), ...decodeBundle(files).manifest, createdAt: decodeBundle(files).manifest.createdAt });
const same = verifyBundle(again).length === 0 && [...files].every(([name, bytes]) => bytes.join() === again.get(name).join());
const refused = await loadModel('model').then(() => 'taken', (error) => error.problems[0].where.split('/').at(-1));
document.title = same + ' ' + refused;`;
    const { title, noise } = await titleOf(program, files);
    assert.is(title, 'true weights.bin', noise.join('\n'));
  });
}

test.run();
