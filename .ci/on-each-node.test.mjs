import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const program = fileURLToPath(new URL('on-each-node.mjs', import.meta.url));
const modules = fileURLToPath(new URL('../node_modules', import.meta.url));

/** Runs the program on these Nodes in a folder with one test file. */
async function run(body, nodes) {
  const root = await mkdtemp(join(tmpdir(), 'on-each-node-'));
  try {
    await writeFile(join(root, 'package.json'), '{ "type": "module" }');
    await symlink(modules, join(root, 'node_modules'), 'junction');
    await mkdir(join(root, 'packages'));
    const head = "import { suite } from 'uvu';\nconst test = suite('planted');\n";
    await writeFile(join(root, 'packages', 'planted.test.ts'), `${head}${body}\ntest.run();`);
    const { stdout, code } = await new Promise((resolve) => {
      execFile(process.execPath, [program, ...nodes], { cwd: root }, (error, text) => {
        resolve({ stdout: text, code: error?.code ?? 0 });
      });
    });
    return { code, stdout, last: stdout.trimEnd().split('\n').at(-1) };
  } finally {
    await rm(root, { recursive: true, maxRetries: 5 });
  }
}

const test = suite('on each node');

test('the counts of all are added, and each is told', async () => {
  const { code, stdout, last } = await run("test('a', () => {}); test.skip('b', () => {});", [
    process.execPath,
  ]);
  assert.is(last, '2 passed, 0 failed, 2 skipped');
  assert.is(code, 0);
  assert.is(stdout.split(`${process.execPath}: 1 passed, 0 failed, 1 skipped\n`).length, 3);
});

test('what fails on the last of them only is a failure', async () => {
  const body = `import { existsSync, writeFileSync } from 'node:fs';
    test('first', () => { if (existsSync('ran')) throw new Error('again'); writeFileSync('ran', ''); });`;
  const { code, last } = await run(body, [process.execPath]);
  assert.is(last, '1 passed, 1 failed');
  assert.is(code, 1);
});

test('a Node that cannot be started is a failure', async () => {
  const { code, stdout, last } = await run("test('a', () => {});", [join(modules, 'no-node')]);
  assert.is(last, '1 passed, 1 failed');
  assert.is(code, 1);
  assert.match(stdout, /no-node: .*ENOENT/);
});

test.run();
