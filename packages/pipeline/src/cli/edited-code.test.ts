import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { quickSettings, writeExample } from '../testing/example-table.ts';
import { reusableStages, stageFates } from '../testing/stage-fates.ts';

const test = suite('edited code');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const repository = fileURLToPath(new URL('../../../../', import.meta.url));
const copy = await realpath(folder.path);
const { source, schema } = await writeExample(join(copy, 'data'));

/** A link, of the kind that needs no rights on Windows. */
async function link(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await symlink(await realpath(from), to, 'junction');
}

/** Copies the sources of the packages; what they install stays where it is, but each other they find in the copy. */
async function copySources(): Promise<void> {
  await link(join(repository, 'node_modules'), join(copy, 'node_modules'));
  for (const name of ['core', 'serve', 'pipeline']) {
    const [from, to] = [join(repository, 'packages', name), join(copy, 'packages', name)];
    for (const part of ['src', 'package.json'])
      await cp(join(from, part), join(to, part), { recursive: true });
    for (const entry of await readdir(join(from, 'node_modules'), { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === '@rampart') continue;
      const scope = join(from, 'node_modules', entry.name);
      const inside = entry.name.startsWith('@') ? await readdir(scope) : [''];
      for (const one of inside) await link(join(scope, one), join(to, 'node_modules', entry.name, one));
    }
  }
  const links = [
    ['serve', 'core'],
    ['pipeline', 'core'],
    ['pipeline', 'serve'],
  ] as const;
  for (const [name, needed] of links) {
    await link(join(copy, 'packages', needed), join(copy, 'packages', name, 'node_modules/@rampart', needed));
  }
}

async function edit(path: string, from: string, to: string): Promise<void> {
  const file = join(copy, 'packages', path);
  const text = await readFile(file, 'utf8');
  ok(text.includes(from), `${path} has changed: correct this test`);
  await writeFile(file, text.replace(from, to));
}

async function fatesOfRun(): Promise<Record<string, string>> {
  const settings = [...quickSettings, 'backend=cpu'].flatMap((setting) => ['--set', setting]);
  const { stderr } = await promisify(execFile)(
    process.execPath,
    [
      '--conditions=@rampart/source',
      '--import',
      'tsx',
      'packages/pipeline/src/cli/main.ts',
      'run',
      '--source',
      source,
      '--schema',
      schema,
      '--out',
      join(copy, 'out'),
      '--json',
      ...settings,
    ],
    { cwd: copy, maxBuffer: 2 ** 26 },
  );
  return stageFates(stderr);
}

const allSkipped = {
  ...Object.fromEntries(reusableStages.map((name) => [name, 'skipped'])),
  ModelPusher: 'ran',
};

test('a word of the command line re-runs nothing, a line of a stage re-runs it and what depends on it', async () => {
  await copySources();
  equal((await fatesOfRun())['ModelTrainer'], 'ran');

  await edit('pipeline/src/cli/commands/run.ts', 'Train, test and save', 'Train, try and save');
  await edit('pipeline/src/report/summarize-run.ts', "'\\nLeak audit\\n'", "'\\nAudit\\n'");
  deepEqual(await fatesOfRun(), allSkipped);

  // Another line, but the same result: nothing that depends on it has another input.
  await edit('pipeline/src/validation/divide-valid.ts', '\n/**', '\n// Another line.\n/**');
  deepEqual(await fatesOfRun(), { ...allSkipped, DataValidation: 'code changed' });

  await edit(
    'pipeline/src/transformation/stage.ts',
    'packRows(columns), table.rows)',
    'packRows(columns), table.rows).map((value) => value / 2)',
  );
  const { ModelTrainer, ModelEvaluation, ChampionEvaluation, ...fates } = await fatesOfRun();
  deepEqual(fates, {
    DataIngestion: 'skipped',
    DataValidation: 'skipped',
    DataTransformation: 'code changed',
    ModelPusher: 'ran',
  });
  equal(ModelTrainer, 'input.transformation.features changed');
  match(ModelEvaluation!, /^input\.training\..* changed$/);
  equal(ChampionEvaluation, 'ran');
});

test.run();
