// What a user of npm needs of a registry, and what pnpm says around a command of this workspace.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const repository = fileURLToPath(new URL('..', import.meta.url));
const { parse } = createRequire(join(repository, 'packages/core/package.json'))('yaml');
const lock = parse(await readFile(join(repository, 'pnpm-lock.yaml'), 'utf8'));

/** Every package that npm would fetch for a package of the workspace, as name@version. */
function closure(importer) {
  const found = new Set();
  const waiting = [];
  const add = (name, version) => {
    if (version.startsWith('link:')) {
      const linked = join('packages', version.split('/').pop()).replaceAll('\\', '/');
      for (const [own, { version: of }] of Object.entries(lock.importers[linked].dependencies)) add(own, of);
      return;
    }
    const key = `${name}@${version}`;
    if (found.has(key)) return;
    found.add(key);
    waiting.push(key);
  };
  for (const [name, { version }] of Object.entries(lock.importers[importer].dependencies)) add(name, version);
  for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
    const { dependencies = {}, optionalDependencies = {} } = lock.snapshots[key];
    for (const [name, version] of Object.entries({ ...dependencies, ...optionalDependencies }))
      add(name, version);
  }
  return [...found];
}

const test = suite('what an install needs');
// Version 2.7 of the one needs the other, which some registries do not carry.
const scarce = /^@uwdata\/(?:flechette|wk-geojson)@/;

for (const importer of ['packages/core', 'packages/serve']) {
  test(`${importer} leads to nothing that some registries lack`, () => {
    const names = closure(importer);
    assert.ok(names.length > 30 && names.some((name) => name.startsWith('@tensorflow/tfjs-core@')));
    assert.equal(
      names.filter((name) => scarce.test(name)),
      [],
    );
  });
}

test('packages/pipeline needs one of them, of a version that stands alone', async () => {
  assert.equal(
    closure('packages/pipeline').filter((name) => scarce.test(name)),
    ['@uwdata/flechette@2.6.0'],
  );
  // An exact version of its own is what npm takes for arquero's range as well.
  const own = JSON.parse(await readFile(join(repository, 'packages/pipeline/package.json'), 'utf8'));
  assert.is(own.dependencies['@uwdata/flechette'], '2.6.0');
});

test('pnpm says nothing of its own around `rampart`, whatever its exit code', async () => {
  const shell = process.platform === 'win32';
  const pnpm = (...args) =>
    promisify(execFile)('npx', ['-y', 'pnpm@12.21.0', ...args], { cwd: repository, shell }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
    );
  const direct = ['--conditions=@rampart/source', '--import', 'tsx', 'packages/pipeline/src/cli/main.ts'];
  const probe = await pnpm('--version');
  if (probe.code !== 0) {
    process.stdout.write('skipped: pnpm cannot be fetched\n');
    return;
  }
  for (const args of [['--version'], ['bundle', 'verify', 'no-such-bundle']]) {
    const own = await promisify(execFile)(process.execPath, [...direct, ...args], { cwd: repository }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
    );
    assert.equal(await pnpm('-s', 'rampart', ...args), own, args.join(' '));
  }
});

test.run();
