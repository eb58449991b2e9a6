import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const runner = fileURLToPath(new URL('test-runner.mjs', import.meta.url));
const modules = fileURLToPath(new URL('../node_modules', import.meta.url));

/** Writes test files into a folder of their own and runs the runner there; `inspect` sees the folder after it. */
async function run(bodies, flags = [], inspect = async () => {}) {
  const root = await mkdtemp(join(tmpdir(), 'test-runner-'));
  try {
    await writeFile(join(root, 'package.json'), '{ "type": "module" }');
    await symlink(modules, join(root, 'node_modules'), 'junction');
    for (const [name, body] of Object.entries(bodies)) {
      const file = join(root, 'packages', name);
      await mkdir(dirname(file), { recursive: true });
      const head =
        "import { suite } from 'uvu';\nimport * as assert from 'uvu/assert';\nconst test = suite('planted');\n";
      await writeFile(file, head + body);
    }
    const { stdout, code } = await new Promise((resolve) => {
      execFile(process.execPath, [runner, ...flags], { cwd: root }, (error, text) => {
        resolve({ stdout: text, code: error?.code ?? 0 });
      });
    });
    await inspect(root);
    return { code, stdout, last: stdout.trimEnd().split('\n').at(-1) };
  } finally {
    await rm(root, { recursive: true });
  }
}

const test = suite('test runner');

test('passing tests end in one line and exit code 0', async () => {
  const { code, stdout, last } = await run({
    'core/src/a.test.ts': "test('a', (): void => assert.ok(true)); test('b', () => {}); test.run();",
    'core/src/b.test.ts':
      "test.skip('c', () => {}); test('d', () => console.log('skipped: no table')); test.run();",
    'core/dist/c.test.ts': "throw new Error('not a source');",
    'core/src/only.test.ts':
      "// test.only( in a comment\ntest('say .only(', () => assert.ok('test.only(')); test.run();",
  });
  assert.is(last, '4 passed, 0 failed, 1 skipped');
  assert.is(code, 0);
  assert.match(stdout, /^✓ packages\/core\/src\/a\.test\.ts {2}2 passed {2}\d+\.\d s$/m);
  assert.match(stdout, /^ {2}skipped: no table$/m);
});

test('filters choose files, and one that matches nothing is a failure', async () => {
  const files = {
    'a.test.ts': "test('a', () => {}); test.run();",
    'b.test.ts': "test('b', () => {}); test.run();",
  };
  const chosen = await run(files, ['packages/b']);
  assert.is(chosen.last, '1 passed, 0 failed');
  assert.not.match(chosen.stdout, 'a.test.ts');
  const none = await run(files, ['packages/b', 'packages/x']);
  assert.match(none.stdout, 'no test file matches "packages/x"');
  assert.is(none.last, '1 passed, 1 failed');
  assert.is(none.code, 1);
});

test('a folder without test files is a failure', async () => {
  const { code, last } = await run({});
  assert.is(last, '0 passed, 1 failed');
  assert.is(code, 1);
});

const planted = {
  'a test that fails': {
    body: "test('good', () => {}); test('sums', () => assert.is(1 + 1, 3)); test.run();",
    expect: [/"sums"/, /Expected values to be strictly equal/],
    last: '1 passed, 1 failed',
  },
  'run() forgotten': { body: "test('a', () => {});", expect: [/ended without a summary/] },
  'run() forgotten on one of two suites': {
    body: "const other = suite('other'); other('b', () => assert.ok(false)); test('a', () => {}); test.run();",
    expect: [/1 suite\(s\) of this file never ran/],
  },
  'no test at all': { body: 'test.run();', expect: [/no test ran/] },
  'only, as usual': {
    body: "test('a', () => assert.ok(false)); test.only('b', () => {}); test.run();",
    expect: [/`\.only` is left in$/m],
  },
  'only, on a path not taken': {
    body: "if (process.argv.length > 9) test . only('b', () => {}); test('a', () => {}); test.run();",
    expect: [/`\.only` is left in$/m],
  },
  'only, by destructuring': {
    body: "const { only: focus } = test; focus('b', () => {}); test('a', () => assert.ok(false)); test.run();",
    expect: [/`\.only` is left in, so/],
  },
  'only, by a computed name': {
    body: "test['on' + 'ly' as 'only']('b', () => {}); test('a', () => assert.ok(false)); test.run();",
    expect: [/`\.only` is left in, so/],
  },
  'a promise that never settles': {
    body: "test('a', () => new Promise(() => {})); test.run();",
    expect: [/ended without a summary/],
  },
  'an exit in the middle': {
    body: "test('a', () => process.exit(0)); test.run();",
    expect: [/ended without a summary/],
  },
  'an event loop kept open': {
    body: "test('a', () => { setInterval(() => {}, 1000); }); test.run();",
    expect: [/still there 1 s after the summary/],
    flags: ['--grace=1'],
  },
  'a test that never ends': {
    body: "test('a', () => new Promise(() => { setInterval(() => {}, 1000); })); test.run();",
    expect: [/did not end within 2 s/],
    flags: ['--timeout=2'],
  },
  'a hook that throws': {
    body: "test.before(() => { throw new Error('no'); }); test('a', () => {}); test.run();",
    expect: [/Passed: +0/],
  },
  'an error after the summary': {
    body: "test('a', () => { setTimeout(() => { throw new Error('late'); }, 100); }); test.run();",
    expect: [/exit code 1/, /late/],
  },
  'a failure hidden by a second round': {
    body: `test('a', () => assert.ok(false)); test.run();
      await new Promise((resolve) => setTimeout(resolve, 50));
      const other = suite('other'); other('b', () => {}); other.run();`,
    expect: [/uvu ran more than once/],
  },
  'a file that cannot be loaded': {
    body: "import './nowhere.ts'; test('a', () => {}); test.run();",
    expect: [/ERR_MODULE_NOT_FOUND/],
  },
};

for (const [title, { body, expect, last, flags = [] }] of Object.entries(planted)) {
  test(`found: ${title}`, async () => {
    const result = await run({ 'planted.test.ts': body }, flags);
    for (const pattern of expect) assert.match(result.stdout, pattern);
    assert.match(result.last, last ?? /^\d+ passed, 1 failed(, \d+ skipped)?$/);
    assert.is(result.code, 1);
  });
}

test('children of a test that is ended are ended too', async () => {
  const child = "setInterval(() => require('node:fs').appendFileSync('beats', '.'), 20)";
  const body = `import { spawn } from 'node:child_process';
    test('a', () => new Promise(() => {
      spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' });
    }));
    test.run();`;
  const { code } = await run({ 'planted.test.ts': body }, ['--timeout=8'], async (root) => {
    const beats = async () => (await readFile(join(root, 'beats'))).length;
    const before = await beats();
    assert.ok(before > 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.is(await beats(), before);
  });
  assert.is(code, 1);
});

test('properties draw the same values in every run', async () => {
  const body = `
    import * as fc from 'fast-check';
    test('seed', () => assert.is(fc.readConfigureGlobal().seed, 1));
    test.run();`;
  const { last } = await run({ 'a.test.ts': body });
  assert.is(last, '1 passed, 0 failed');
});

test.run();
