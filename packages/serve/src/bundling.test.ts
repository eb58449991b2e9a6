import { execFile } from 'node:child_process';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { encodeBundle, openStore } from '@rampart/core';
import { exampleContents, examplePackage, temporaryDirectory } from '@rampart/core/testing';
import { build, stop } from 'esbuild';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createPredictor } from './predictor/create-predictor.ts';

const test = suite('a bundled program');
const folder = await temporaryDirectory();
test.after(async () => {
  await stop();
  await folder[Symbol.asyncDispose]();
});

const record = { duration: 1.5, risk: 0, protocol: 'tcp', flagged: 'no' };
const program = `import { loadModel } from '@rampart/serve';
loadModel(process.argv[2]).then((model) => model.predict(${JSON.stringify(record)}).then((answer) => console.log(JSON.stringify([model.backend, answer.score]))));`;

const serve = dirname(import.meta.dirname);
const core = createRequire(join(serve, 'node_modules/@rampart/core/package.json'));
const wasm = dirname(core.resolve('@tensorflow/tfjs-backend-wasm'));
const model = join(folder.path, 'model');
const app = join(folder.path, 'app');
let expected: number;

/** An application outside of this workspace, with what a package manager would have put beside it, and a model. */
test.before(async () => {
  const contents = { ...exampleContents(), ...(await examplePackage()) };
  const store = openStore(model);
  await store.moveAlias('production', await store.publish(() => encodeBundle(contents)));
  using predictor = await createPredictor(contents, { backend: 'cpu' });
  expected = (await predictor.predict(record)).score;
  await mkdir(join(app, 'node_modules/@rampart'), { recursive: true });
  await mkdir(join(app, 'node_modules/@tensorflow'));
  await symlink(serve, join(app, 'node_modules/@rampart/serve'), 'junction');
  await symlink(dirname(wasm), join(app, 'node_modules/@tensorflow/tfjs-backend-wasm'), 'junction');
  await writeFile(join(app, 'program.js'), program);
});

async function runs(bundle: string, backend: string) {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [bundle, model]);
  const [computing, score] = JSON.parse(stdout) as [string, number];
  assert.is(stderr, '');
  assert.is(computing, backend);
  assert.ok(Math.abs(score - expected) < 1e-6, `${score} is not ${expected}`);
}

for (const { format, minify } of [
  { format: 'esm', minify: false },
  { format: 'cjs', minify: false },
  { format: 'esm', minify: true },
] as const) {
  test(`predicts beside node_modules and away from them: ${format}${minify ? ', minified' : ''}`, async () => {
    const name = `${minify ? 'minified' : 'program'}.${format === 'esm' ? 'mjs' : 'cjs'}`;
    const outfile = join(app, name);
    await build({
      absWorkingDir: app,
      entryPoints: ['program.js'],
      outfile,
      bundle: true,
      platform: 'node',
      format,
      minify,
      conditions: ['@rampart/source'],
      logLevel: 'error',
    });
    await runs(outfile, 'wasm');
    const alone = join(folder.path, `alone-${name}`);
    await cp(outfile, join(alone, name));
    await runs(join(alone, name), 'cpu');
    for (const variant of ['', '-simd', '-threaded-simd']) {
      const file = `tfjs-backend-wasm${variant}.wasm`;
      await cp(join(wasm, file), join(alone, file));
    }
    await runs(join(alone, name), 'wasm');
  });
}

test.run();
