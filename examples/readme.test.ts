import { access, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { node, packages, root } from './embedding/packed-packages.ts';
import { fewRows, readmeExample, readmeOutput } from './readme-example.ts';

const test = suite('the READMEs');
const folder = await temporaryDirectory();
const program = await readmeExample();
test.after(() => folder[Symbol.asyncDispose]());

/** A program outside of the workspace, beside whose sources it runs. */
test.before(async () => {
  await mkdir(join(folder.path, 'node_modules/@rampart'), { recursive: true });
  await mkdir(join(folder.path, 'node_modules/@types'));
  for (const name of packages) {
    await symlink(join(root, 'packages', name), join(folder.path, 'node_modules/@rampart', name), 'junction');
  }
  await symlink(
    join(root, 'node_modules/@types/node'),
    join(folder.path, 'node_modules/@types/node'),
    'junction',
  );
  await writeFile(join(folder.path, 'package.json'), '{ "type": "module" }\n');
  await writeFile(join(folder.path, 'program.ts'), program);
  await writeFile(join(folder.path, 'phishing.csv'), await fewRows());
});

test('the program of README.md is short', () => {
  assert.ok(program.trimEnd().split('\n').filter(Boolean).length <= 14, program);
});

test('its types are right as printed', async () => {
  await writeFile(
    join(folder.path, 'tsconfig.json'),
    JSON.stringify({
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions: { composite: false, declaration: false, noEmit: true },
      files: ['program.ts'],
    }),
  );
  const { code, stdout } = await node([join(root, 'node_modules/typescript/bin/tsc')], folder.path);
  assert.is(stdout, '');
  assert.is(code, 0);
});

test('it runs as printed', async () => {
  const { code, stdout, stderr } = await node(
    ['--conditions=@rampart/source', '--import', import.meta.resolve('tsx'), 'program.ts'],
    folder.path,
  );
  assert.is(code, 0, stderr);
  assert.match(stdout, readmeOutput);
});

for (const file of ['README.md', ...packages.map((name) => `packages/${name}/README.md`)]) {
  test(`${file}: what it links to is there`, async () => {
    const text = await readFile(join(root, file), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link!);
    for (const link of links) await access(join(root, dirname(file), link));
    assert.ok(links.length > 0);
  });
}

test.run();
