import { deepEqual, equal, match, notEqual } from 'node:assert/strict';
import { cp, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { suite } from 'uvu';
import { temporaryDirectory } from '../../testing/index.ts';
import { moduleFiles } from './module-files.ts';
import { builtCodeFile, readCode, stageCode } from './stage-code.ts';

const test = suite('stageCode');

/** A workspace of two packages and an installed one; `base` hands its names on as core does. */
const sources: Record<string, string> = {
  'node_modules/library/package.json': '{"name":"library","version":"1.2.3"}',
  'node_modules/other/package.json': '{"name":"other","version":"4.5.6"}',
  'packages/base/package.json': JSON.stringify({
    name: '@x/base',
    exports: {
      '.': { '@rampart/source': './src/index.ts', default: './dist/index.js' },
      './more': { '@rampart/source': './src/more/index.ts', default: './dist/more/index.js' },
    },
  }),
  'packages/base/src/index.ts':
    "export { used } from './used.ts';\nexport { unused } from './unused.ts';\nexport { nested, notNested } from './nested/index.ts';\nexport * from './stars.ts';\n",
  'packages/base/src/used.ts': "import { deep } from './deep.ts';\nexport const used = deep;\n",
  'packages/base/src/deep.ts':
    "import 'library';\nimport type { T } from './types.ts';\nexport const deep = 1;\n",
  'packages/base/src/types.ts': 'export type T = 1;\n',
  'packages/base/src/unused.ts': "import 'other';\nexport const unused = 1;\n",
  'packages/base/src/nested/index.ts':
    "export { nested } from './nested.ts';\nexport { notNested } from './not-nested.ts';\n",
  'packages/base/src/nested/nested.ts': 'export const nested = 1;\n',
  'packages/base/src/nested/not-nested.ts': 'export const notNested = 1;\n',
  'packages/base/src/stars.ts': 'export const star = 1;\n',
  'packages/base/src/more/index.ts': "export { more } from './more.ts';\n",
  'packages/base/src/more/more.ts': "import { used } from '@x/base';\nexport const more = used;\n",
  'packages/top/package.json': '{"name":"@x/top"}',
  'packages/top/src/stage.ts': `import { readFile } from 'node:fs/promises';
import { nested, star, used } from '@x/base';
import { near } from './near.ts';
new Worker(new URL('./worker.js', import.meta.url));
`,
  'packages/top/src/near.ts':
    "import { more } from '@x/base/more';\nimport 'absent';\nexport const near = 1;\n",
  'packages/top/src/worker.ts': 'export {};\n',
  'packages/top/src/command.ts': "import './stage.ts';\n",
};

/** Writes the workspace, with other texts for some files; returns the path of the stage. */
async function workspace(path: string, changed: Readonly<Record<string, string>> = {}): Promise<string> {
  for (const [name, text] of Object.entries({ ...sources, ...changed })) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  await mkdir(join(path, 'node_modules/@x'));
  await symlink(join(path, 'packages/base'), join(path, 'node_modules/@x/base'), 'junction');
  return join(path, 'packages/top/src/stage.ts');
}

const counted = [
  '@x/base/src/deep.ts',
  '@x/base/src/more/more.ts',
  '@x/base/src/nested/nested.ts',
  '@x/base/src/stars.ts',
  '@x/base/src/used.ts',
  '@x/top/src/near.ts',
  '@x/top/src/stage.ts',
  '@x/top/src/worker.ts',
];

test('counts what a module needs, through lists and across packages, and no more', async () => {
  await using directory = await temporaryDirectory();
  const { files, libraries } = moduleFiles(await workspace(directory.path));
  // A name that no list states may come from any module of which it hands on all.
  deepEqual([...files.keys()].sort(), counted);
  deepEqual(
    [...libraries].map(([owner, names]) => [owner, [...names]]),
    [['@x/base', ['library']]],
  );
});

/** The code of the stage in a workspace of its own, since a process reads every file once. */
async function codeWith(changed: Readonly<Record<string, string>>) {
  await using directory = await temporaryDirectory();
  return stageCode(pathToFileURL(await workspace(directory.path, changed)).href);
}

test('an edited line counts where it is needed, nowhere else; so does an installed version', async () => {
  const edited = (name: string) => ({ [name]: `${sources[name]!}// another line\n` });
  const before = await codeWith({});
  deepEqual(before.libraries, { library: '1.2.3' });
  for (const name of [
    'packages/top/src/command.ts',
    'packages/base/src/unused.ts',
    'packages/base/src/types.ts',
    'packages/base/src/index.ts',
  ]) {
    deepEqual(await codeWith(edited(name)), before, name);
  }
  for (const name of counted) {
    notEqual((await codeWith(edited(`packages/${name.replace('@x/', '')}`))).digest, before.digest, name);
  }
  const newer = { 'node_modules/library/package.json': '{"name":"library","version":"2.0.0"}' };
  deepEqual(await codeWith(newer), { ...before, libraries: { library: '2.0.0' } });
});

test('a published package says what it was built from, whatever has become of its files', async () => {
  await using directory = await temporaryDirectory();
  const stage = await workspace(directory.path);
  const { digest } = readCode(stage);
  const top = join(directory.path, 'packages/top');
  const published = join(directory.path, 'node_modules/@x/top');
  await mkdir(join(published, 'dist'), { recursive: true });
  await cp(join(top, 'package.json'), join(published, 'package.json'));
  await rename(join(directory.path, 'packages/base'), join(directory.path, 'base'));
  await rm(join(directory.path, 'node_modules/@x/base'));
  await rename(join(directory.path, 'base'), join(directory.path, 'node_modules/@x/base'));
  await writeFile(join(published, 'dist/stage.js'), "import 'library';\n");
  const written = { 'dist/stage.js': { digest, libraries: { '@x/base': ['library', 'absent'] } } };
  await writeFile(join(published, 'dist', builtCodeFile), JSON.stringify(written));
  deepEqual(stageCode(pathToFileURL(join(published, 'dist/stage.js')).href), {
    digest,
    libraries: { library: '1.2.3' },
  });
});

test('beside its sources what the build wrote may be old: the files themselves count', async () => {
  const built = {
    'packages/top/dist/stage.js': "import './near.js';\n",
    'packages/top/dist/near.js': 'export const near = 1;\n',
    [`packages/top/dist/${builtCodeFile}`]: '{"dist/stage.js":{"digest":"old","libraries":{}}}',
  };
  await using directory = await temporaryDirectory();
  const stage = await workspace(directory.path, built);
  const { digest } = stageCode(pathToFileURL(stage.replace('src/stage.ts', 'dist/stage.js')).href);
  equal(digest, readCode(stage.replace('src/stage.ts', 'dist/stage.js')).digest);
  match(digest, /^[0-9a-f]{64}$/);
});

test.run();
