// The lint rules do not lint themselves: each fault below is planted and must be found, and the clean file must pass.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** Lints a workspace of the given files under the real configuration; gives "rule path" of every finding. */
async function lint(files) {
  const root = await mkdtemp(join(tmpdir(), 'lint-'));
  try {
    for (const name of ['.oxlintrc.json', 'tsconfig.base.json'])
      await cp(join(repository, name), join(root, name));
    await symlink(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction');
    for (const name of ['core', 'serve', 'pipeline']) {
      const folder = join(root, 'packages', name);
      await mkdir(join(folder, 'src'), { recursive: true });
      for (const part of ['tsconfig.json', 'package.json']) {
        await cp(join(repository, 'packages', name, part), join(folder, part));
      }
      await symlink(
        join(repository, 'packages', name, 'node_modules'),
        join(folder, 'node_modules'),
        'junction',
      );
    }
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, name)), { recursive: true });
      await writeFile(join(root, name), text);
    }
    const { stdout, stderr } = await new Promise((resolve) => {
      const command = [join(repository, 'node_modules/oxlint/bin/oxlint'), '--type-aware', '--format=json'];
      execFile(process.execPath, command, { cwd: root, timeout: 60_000 }, (_, out, err) => {
        resolve({ stdout: out, stderr: err });
      });
    });
    assert.match(stdout, /^\{/, stderr);
    return JSON.parse(stdout).diagnostics.map(
      ({ code, filename }) => `${code} ${filename.replaceAll('\\', '/')}`,
    );
  } finally {
    await rm(root, { recursive: true });
  }
}

const save = 'export async function save(): Promise<void> {}\n';
const faults = {
  'typescript(no-floating-promises)': [
    'packages/core/src/a.ts',
    `${save}export function run(): void {\n  save();\n}\n`,
  ],
  'typescript(no-misused-promises)': [
    'packages/core/src/b.ts',
    `${save}export function run(): void {\n  [1].forEach(async () => save());\n}\n`,
  ],
  'typescript(no-explicit-any)': ['packages/core/src/c.ts', 'export const wide: any = 1;\n'],
  'import(no-cycle)': [
    'packages/core/src/left.ts',
    "import { right } from './right.ts';\nexport const left = (): number => right();\n",
  ],
  'eslint(max-lines)': ['packages/core/src/long.ts', `export const one = 1;\n${'// more\n'.repeat(250)}`],
  'eslint(no-console)': ['packages/core/src/d.ts', "console.log('hello');\nexport const one = 1;\n"],
};
const right = "import { left } from './left.ts';\nexport const right = (): number => left();\n";
const strayImports = {
  'packages/core/src/e.ts': "import '@rampart/serve';\n",
  'packages/core/src/schema/f.ts': "import '../../../serve/src/index.ts';\n",
  'packages/core/src/g.ts': "import '@tensorflow/tfjs-core';\n",
  'packages/core/src/tensor/h.ts': "import '@rampart/pipeline';\n",
  'packages/serve/src/i.ts': "import '@rampart/pipeline';\n",
  'packages/serve/src/j.ts': "import '../../core/src/index.ts';\n",
  'packages/serve/src/k.ts': "import '@tensorflow/tfjs-core';\n",
  'packages/pipeline/src/l.ts': "import '../../serve/src/index.ts';\n",
};
const clean = {
  'packages/core/src/tensor/clean.ts':
    "import { add } from '@tensorflow/tfjs-core';\nexport const sum = add;\n",
  'packages/core/src/clean.test.ts': `import { suite } from 'uvu';
import * as assert from 'uvu/assert';
${save}const test = suite('clean');
test.before(async () => {
  await save();
});
test('waits', async () => {
  console.log('skipped: a reason');
  assert.is(await save(), undefined);
});
test.run();
`,
};

const test = suite('lint rules');

test('each planted fault is found, and nothing else is', async () => {
  const found = await lint({
    ...Object.fromEntries(Object.values(faults)),
    'packages/core/src/right.ts': right,
    ...strayImports,
    ...clean,
  });
  const expected = [
    ...Object.entries(faults).map(([rule, [file]]) => `${rule} ${file}`),
    ...Object.keys(strayImports).map((file) => `eslint(no-restricted-imports) ${file}`),
    'import(no-cycle) packages/core/src/right.ts',
  ];
  assert.equal(new Set(found), new Set(expected));
});

test.run();
