import { deepEqual, equal, ok } from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { moduleFiles } from '@rampart/core/internal';
import { suite } from 'uvu';

// What counts as the code of a stage, held against what a bundler would take of the same modules.

const packages = fileURLToPath(new URL('../../', import.meta.url));
const here = join(packages, 'pipeline/src');
const stages = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((path) => /(?:^|[-/\\])stage\.ts$/.test(path) && !path.startsWith('testing'))
  .sort();

interface Bundler {
  build(options: object): Promise<{
    readonly metafile: {
      readonly outputs: Record<
        string,
        { readonly inputs: Record<string, { readonly bytesInOutput: number }> }
      >;
    };
  }>;
}
interface Build {
  onResolve(filter: { filter: RegExp }, act: (args: { path: string }) => object | undefined): void;
}

/** The bundler that tsx brings. */
const bundler = createRequire(createRequire(import.meta.url).resolve('tsx/package.json'))(
  'esbuild',
) as Bundler;

/** The files of the packages that a bundle of a module holds. */
async function bundled(entry: string): Promise<string[]> {
  const { metafile } = await bundler.build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    conditions: ['@rampart/source'],
    logLevel: 'error',
    outdir: 'nowhere',
    absWorkingDir: packages,
    plugins: [
      {
        name: 'libraries stay outside',
        setup: (build: Build) =>
          build.onResolve({ filter: /^[^./]/ }, ({ path }) =>
            path.startsWith('@rampart/') || path === entry ? undefined : { path, external: true },
          ),
      },
    ],
  });
  return Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
}

const counted = (file: string) =>
  new Set([...moduleFiles(file).files.keys()].map((name) => name.replace('@rampart/', '')));

const test = suite('the code of the stages');

test('the six stages are there, and the scoring of the champion', () => {
  equal(stages.length, 7);
});

for (const stage of stages) {
  const file = join(here, stage);

  test(`${stage}: all that a bundler would take counts`, async () => {
    const own = counted(file);
    const taken = await bundled(file);
    ok(taken.length > 10, 'the bundler found nothing');
    deepEqual(
      // An index hands on names, and the files of these count.
      taken.filter((path) => !own.has(path) && !path.endsWith('/index.ts')),
      [],
    );
  });

  test(`${stage}: what only shows or starts it does not count`, () => {
    // The training judges features by what inference looks at in a column, not by what it makes of a table.
    const strangers =
      /^pipeline\/src\/(?:cli|report|tracking|doctor|etl|scoring|schema-inference\/(?!profile\/|column-profile|infer-clock|infer-identifier|identifier-names|missing-tokens)|[^/]+\.ts$)|^serve\/src\/http\//;
    deepEqual(
      [...counted(file)].filter((path) => strangers.test(path)),
      [],
    );
  });
}

test('what a thread is started on counts for the training, and so does the kernel', () => {
  const own = counted(join(here, 'training/stage.ts'));
  for (const name of [
    'threads/fit-worker',
    'learners/network/step/kernel-helper',
    'learners/network/step/kernel-bytes',
  ]) {
    ok(own.has(relative(packages, join(here, 'training', `${name}.ts`)).replaceAll('\\', '/')), name);
  }
});

test('no stage counts as the code of another, but for the verdict and the shapes that a push takes', () => {
  for (const stage of stages.filter((path) => !path.startsWith('pushing'))) {
    const others = [...counted(join(here, stage))].filter((path) => /[-/]stage\.ts$/.test(path));
    deepEqual(
      others.sort(),
      [`core/src/stage/stage.ts`, `pipeline/src/${stage.replaceAll('\\', '/')}`].sort(),
    );
  }
});

test.run();
