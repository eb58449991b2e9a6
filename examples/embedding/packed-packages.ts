import { execFile, type ExecFileException, type ExecFileOptions } from 'node:child_process';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const root = fileURLToPath(new URL('../..', import.meta.url));
export const packages = ['core', 'serve', 'pipeline'] as const;
export type PackageName = (typeof packages)[number];

/** Where a command's text ends up, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

// What a test is run with is for the sources; programs of users start without it.
const { NODE_OPTIONS: _, NODE_PATH: __, ...environment } = process.env;

/** Runs a program of Node as a user would; a failure is an answer too. */
export function node(args: readonly string[], cwd: string, input?: string): Promise<Ended> {
  const running = run(process.execPath, args, { cwd, env: environment, maxBuffer: 2 ** 26 });
  running.child.stdin?.on('error', () => undefined).end(input);
  return running.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: ExecFileException) => ({
      code: typeof error.code === 'number' ? error.code : -1,
      stdout: error.stdout ?? '',
      stderr: error.stderr || error.message,
    }),
  );
}

async function succeed(args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await node(args, cwd);
  if (code !== 0) throw new Error(`node ${args.join(' ')}: exit code ${code}\n${stdout}${stderr}`);
  return stdout;
}

/** That no registry can be asked, and no cache has what is needed. */
export class Unreachable extends Error {}

/** Runs npm or npx, which come with Node. Throws Unreachable where one fails for want of a network. */
async function fetching(program: 'npm' | 'npx', args: readonly string[], options: ExecFileOptions) {
  try {
    await run(program, args, { ...options, shell: process.platform === 'win32' });
  } catch (error) {
    const { stdout, stderr } = error as ExecFileException;
    const [code] =
      /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTCACHED|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT)\b/.exec(
        stderr ?? '',
      ) ?? [];
    if (code !== undefined) throw new Unreachable(`${program}: ${code}`);
    throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
}

/** Builds the packages and packs each into the folder; gives the paths of the archives. */
export async function packPackages(folder: string): Promise<Record<PackageName, string>> {
  const projects = packages.map((name) => join(root, 'packages', name));
  await succeed([join(root, 'packages/pipeline/kernel/build.mjs')], root);
  await succeed([join(root, 'node_modules/typescript/bin/tsc'), '-b', ...projects], root);
  await succeed([join(root, 'packages/pipeline/finish-build.mjs')], root);
  const pack = ['--silent', '-r', '--filter=./packages/*', 'pack', '--pack-destination', folder];
  await fetching('npx', ['-y', 'pnpm@12.21.0', ...pack], { cwd: root });
  const archives = await readdir(folder);
  const of = (name: PackageName) => {
    const archive = archives.find((file) => file.startsWith(`rampart-${name}-`));
    if (archive === undefined) throw new Error(`${name} was not packed: ${archives.join(', ')}`);
    return join(folder, archive);
  };
  return { core: of('core'), serve: of('serve'), pipeline: of('pipeline') };
}

/** Installs packages into a folder with npm alone. Throws Unreachable where that is for want of a network. */
export async function npmInstall(
  folder: string,
  packages: readonly string[],
  ...flags: string[]
): Promise<void> {
  if ((await stat(join(folder, 'package.json')).catch(() => undefined)) === undefined) {
    await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  }
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--fetch-retries=1', '--loglevel=error'];
  await fetching('npm', ['install', ...quiet, ...flags, ...packages], { cwd: folder, env: environment });
}
