import { execFile, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

/** The checkout. */
export const root = resolve(import.meta.dirname, '..');

/** Compiles the training kernel where its sources have changed. */
export async function buildKernel() {
  await promisify(execFile)(process.execPath, ['packages/pipeline/kernel/build.mjs'], { cwd: root });
}

/** Builds the program as it is published and returns the path of its command line. */
export async function buildProgram() {
  await buildKernel();
  await promisify(execFile)('npx', ['tsc', '-b', 'packages/pipeline'], { cwd: root }).catch(({ stdout }) => {
    throw new Error(`the program does not compile:\n${stdout}`);
  });
  return resolve(root, 'packages/pipeline/dist/cli/main.js');
}

/** The arguments with which Node runs a script that imports the packages' TypeScript sources. */
export function sourceArguments(script, args) {
  return ['--conditions=@rampart/source', '--import', import.meta.resolve('tsx'), script, ...args];
}

/** Runs such a script, here in the checkout, its standard error shown; resolves to its standard output, throws where it fails. */
export function runSources(script, args) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, sourceArguments(script, args), {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done(output);
      else fail(new Error(`${script} ${args.join(' ')} ended with ${code}`));
    });
  });
}

/** Runs `rampart` from the sources and returns the document that `--json` prints. */
export async function rampart(...args) {
  return JSON.parse(await runSources('packages/pipeline/src/cli/main.ts', [...args, '--json']));
}

/** Starts a script again so that it can import the sources, with the same arguments and streams; ends as it does. */
export async function restartFromSources(script) {
  await buildKernel();
  const child = spawn(process.execPath, sourceArguments(script, process.argv.slice(2)), { stdio: 'inherit' });
  const code = await new Promise((done) => {
    child.on('close', done);
  });
  process.exitCode = code ?? 1;
}
