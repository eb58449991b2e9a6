import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

const lockFiles = {
  pnpm: ['pnpm-lock.yaml'],
  yarn: ['yarn.lock'],
  bun: ['bun.lock', 'bun.lockb'],
  npm: ['package-lock.json', 'npm-shrinkwrap.json'],
} as const;

/**
 * The package manager that started this process, else the one whose lock file is nearest above the directory, else
 * npm. Package managers tell their children: `pnpm/12.21.0 npm/? node/v22 …`.
 */
export function packageManager(
  environment: Environment = process.env,
  directory = process.cwd(),
): keyof typeof lockFiles {
  const names = Object.keys(lockFiles) as (keyof typeof lockFiles)[];
  const [told] = (environment['npm_config_user_agent'] ?? '').split('/');
  const started = names.find((name) => name === told);
  if (started !== undefined) return started;
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    const found = names.find((name) => lockFiles[name].some((file) => existsSync(join(folder, file))));
    if (found !== undefined) return found;
    if (folder === dirname(folder)) return 'npm';
  }
}

/** The command that adds packages to a program, in the words of its package manager. */
export function installCommand(packages: string, environment?: Environment, directory?: string): string {
  const name = packageManager(environment, directory);
  return name === 'npm' ? `npm install ${packages}` : `${name} add ${packages}`;
}

/** The command that runs a script of the package in a directory, in the words of the program's package manager. */
export function scriptCommand(
  script: string,
  packageDirectory: string,
  environment?: Environment,
  directory?: string,
): string {
  const place = packageDirectory.includes(' ') ? `"${packageDirectory}"` : packageDirectory;
  const commands = {
    npm: `npm --prefix ${place} run ${script}`,
    pnpm: `pnpm --dir ${place} run ${script}`,
    yarn: `yarn --cwd ${place} run ${script}`,
    bun: `bun run --cwd ${place} ${script}`,
  };
  return commands[packageManager(environment, directory)];
}
