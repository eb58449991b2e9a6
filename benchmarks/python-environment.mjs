import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { reasonOf } from './reason-of.mjs';

/** Where virtual environments are kept from one run to the next: no source, and ignored by every tool. */
const cache = resolve(import.meta.dirname, '../node_modules/.cache/benchmarks');

/**
 * The interpreter of a virtual environment that has the packages (`name` or `name==version`) and their versions, or
 * why there is none as `absent`. `home` is the environment's folder, `name` its name in the cache folder;
 * `interpreter` a Python that has the packages already, so that nothing is installed.
 */
export async function pythonEnvironment(packages, { name, home = join(cache, name ?? ''), interpreter }) {
  const run = promisify(execFile);
  let python = interpreter;
  try {
    if (python === undefined) {
      python = join(home, 'bin/python');
      if (!existsSync(python)) await run('python3', ['-m', 'venv', home]);
      await run(python, ['-m', 'pip', 'install', '--quiet', ...packages]);
    }
    const { stdout } = await run(python, ['-m', 'pip', 'list', '--format=freeze']);
    const names = packages.map((one) => one.split('==')[0].replaceAll('_', '-').toLowerCase());
    const versions = stdout
      .split('\n')
      .filter((line) => names.includes(line.split('==')[0].replaceAll('_', '-').toLowerCase()));
    return { interpreter: python, versions: versions.join(', ').replaceAll('==', ' ').trim() };
  } catch (error) {
    return { absent: reasonOf(error) };
  }
}
