import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { encodeBundle, openStore } from '@rampart/core';
import { exampleContents, examplePackage, temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fewRows, readmeExample, readmeOutput } from '../readme-example.ts';
import { type Ask, answers, post, record } from './answers.ts';
import { holdsWhatItSays, readManifest } from './package-contents.ts';
import { node, npmInstall, packages, packPackages, root, Unreachable } from './packed-packages.ts';

// The packages as npm users get them. All of it is one file, since packing and installing take long.

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = await temporaryDirectory();
/** What only the serving package is installed in, beside frameworks; and what all three are. */
const [serving, training] = [join(folder.path, 'serving'), join(folder.path, 'training')];
const model = join(folder.path, 'model');

/** Why nothing could be installed. */
let missing: string | undefined;
let archives: Awaited<ReturnType<typeof packPackages>>;
try {
  archives = await packPackages(folder.path);
  await Promise.all([mkdir(serving), mkdir(training)]);
  const frameworks = ['express@5', 'express-4@npm:express@4', 'fastify@5', 'hono@4', '@hono/node-server@2'];
  await Promise.all([
    npmInstall(serving, [archives.core, archives.serve, ...frameworks]),
    npmInstall(training, [...Object.values(archives), '@types/node@20']),
  ]);
} catch (error) {
  if (!(error instanceof Unreachable)) throw error;
  missing = error.message;
}

const test = suite('the packed packages');
const started: ChildProcess[] = [];
test.after(async () => {
  for (const child of started) child.kill();
  await folder[Symbol.asyncDispose]();
});

/** A test that needs what npm has installed. */
function installed(name: string, body: () => Promise<void>): void {
  test(name, async () => {
    if (missing === undefined) await body();
    else process.stdout.write(`skipped: ${name} (${missing})\n`);
  });
}

for (const name of packages) {
  installed(`${name}: publint and attw find nothing`, async () => {
    const publint = await node(
      [join(root, 'node_modules/publint/src/cli.js'), archives[name], '--strict'],
      root,
    );
    assert.is(publint.code, 0, publint.stdout + publint.stderr);
    // Node 20.19 and later require ES modules; nothing older than that is supported.
    const attw = await node(
      [
        join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js'),
        archives[name],
        '--profile=node16',
        '--ignore-rules=cjs-resolves-to-esm',
      ],
      root,
    );
    assert.is(attw.code, 0, attw.stdout + attw.stderr);
  });

  installed(`${name}: holds what it says it holds, and nothing that belongs to the workspace`, async () => {
    await holdsWhatItSays(name, join(training, 'node_modules/@rampart', name));
  });
}

installed('serve comes without what only training needs', async () => {
  const names = await readdir(join(serving, 'node_modules'));
  for (const name of ['@uwdata', 'arquero', 'mongodb', '@aws-sdk']) assert.not.ok(names.includes(name), name);
  assert.equal((await readdir(join(serving, 'node_modules/@rampart'))).sort(), ['core', 'serve']);
});

installed("README.md's program: its types are right as printed, and it runs", async () => {
  await writeFile(join(training, 'program.mts'), await readmeExample());
  await writeFile(join(training, 'program.mjs'), await readmeExample());
  await writeFile(join(training, 'phishing.csv'), await fewRows());
  const paths = await Promise.all(
    packages.map(async (name) =>
      Object.keys((await readManifest(join(training, 'node_modules/@rampart', name))).exports).map(
        (path) => `@rampart/${name}${path.slice(1)}`,
      ),
    ),
  );
  await writeFile(
    join(training, 'every-entry.mts'),
    paths
      .flat()
      .map((path, at) => `import * as entry${at} from '${path}';\nexport { entry${at} };\n`)
      .join(''),
  );
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2023', 'esnext.disposable', 'dom'],
    module: 'nodenext',
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    noEmit: true,
  };
  await writeFile(
    join(training, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['program.mts', 'every-entry.mts'] }),
  );
  const [types, program] = await Promise.all([
    node([join(root, 'node_modules/typescript/bin/tsc'), '--pretty', 'false'], training),
    node(['program.mjs'], training),
  ]);
  // TensorFlow.js's own types have errors.
  const lines = types.stdout.split('\n').filter((line) => /error TS/.test(line));
  assert.equal(
    lines.filter((line) => line.includes('@rampart/') || !line.includes('node_modules/')),
    [],
  );
  assert.is(program.code, 0, program.stderr);
  assert.match(program.stdout, readmeOutput);
});

const rampart = (...args: string[]) =>
  node([join(training, 'node_modules/@rampart/pipeline/dist/cli/main.js'), ...args], training);

installed('the command line finds the schemas of the package', async () => {
  const { code, stdout, stderr } = await rampart(
    'validate',
    'phishing.csv',
    '--schema',
    'phishing',
    '--json',
  );
  assert.ok(code === 0 || code === 3, stderr);
  assert.type(JSON.parse(stdout), 'object');
  const unknown = await rampart('validate', 'phishing.csv', '--schema', 'phising');
  assert.is(unknown.code, 2);
  assert.match(unknown.stderr, /nsl-kdd, nsl-kdd-families, phishing[^]*Did you mean phishing\?/);
});

installed('tfjs-node without its library is left alone, and something else computes', async () => {
  await npmInstall(training, ['@tensorflow/tfjs-node@4.22.0'], '--ignore-scripts');
  const { code, stdout, stderr } = await rampart('doctor', '--json');
  assert.is(code, 0, stderr);
  assert.match(stdout, /tfjs-node/);
  assert.match(stdout, /wasm/);
});

/** Starts a program beside the installed packages; gives the address that it prints. */
async function start(program: string, text: (source: string) => string = (source) => source) {
  const file = join(serving, program.replace('.', '-copy.'));
  await writeFile(file, text(await readFile(join(here, program), 'utf8')));
  const child = spawn(process.execPath, [file, model, '0'], {
    // Express writes each error to the terminal but in tests.
    env: { ...process.env, NODE_ENV: 'test' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return url;
}

if (missing === undefined) {
  const store = openStore(model);
  const contents = { ...exampleContents(), ...(await examplePackage()) };
  await store.moveAlias('production', await store.publish(() => encodeBundle(contents)));
}

for (const { program, name = program, mounts, own = false, text } of [
  { program: 'node-http.mjs', mounts: ['/model'] },
  { program: 'hono.mjs', mounts: ['/model'] },
  { program: 'fastify.mjs', mounts: ['/model'], own: true },
  { program: 'express.mjs', name: 'Express 5', mounts: ['/model', '/parsed/model'], own: true },
  {
    program: 'express.mjs',
    name: 'Express 4',
    mounts: ['/model', '/parsed/model'],
    own: true,
    text: (source: string) => source.replace("from 'express'", "from 'express-4'"),
  },
]) {
  installed(`${name}: the app answers at ${mounts.join(' and ')}`, async () => {
    const url = await start(program, text);
    const ask: Ask = (path, init) => fetch(url + path, init);
    for (const mount of mounts) await answers(ask, mount);
    assert.is(await (await ask('/')).text(), 'This is the host application.');
    if (!own) return;
    assert.is((await ask('/own', post(record))).status, 200);
    assert.is((await ask('/own', post({ ...record, risk: 7 }))).status, 422);
  });
}

installed('a route handler of Next.js: the app answers at /api/model', async () => {
  await cp(join(here, 'next-route.mjs'), join(serving, 'next-route.mjs'));
  await writeFile(
    join(serving, 'next.mjs'),
    `import { serve } from '@hono/node-server';
import { GET, POST } from './next-route.mjs';
const fetch = (request) => (request.method === 'POST' ? POST : GET)(request, { params: Promise.resolve({}) });
serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log('http://127.0.0.1:' + port));
`,
  );
  const child = spawn(process.execPath, ['next.mjs'], {
    cwd: serving,
    env: { ...process.env, MODEL: model },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  await answers((path, init) => fetch(url + path, init), '/api/model');
});

installed('CommonJS: a program requires serve', async () => {
  await cp(join(here, 'commonjs.cjs'), join(serving, 'commonjs.cjs'));
  const { code, stdout, stderr } = await node(['commonjs.cjs', model, JSON.stringify(record)], serving);
  assert.is(code, 0, stderr);
  assert.is(stderr, '');
  assert.ok(['normal', 'attack'].includes((JSON.parse(stdout) as { label: string }).label));
});

test.run();
