import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { temporaryDirectory } from './testing/temporary-directory.ts';
import { installCommand, scriptCommand } from './install-command.ts';

const test = suite('installCommand');

test('it is that of the package manager which started the process, else of npm', () => {
  for (const [agent, command] of [
    [undefined, 'npm install x@1'],
    ['npm/11.19.1 node/v20.20.2 linux x64 workspaces/false', 'npm install x@1'],
    ['pnpm/12.21.0 npm/? node/v22.3.0 linux x64', 'pnpm add x@1'],
    ['yarn/1.22.22 npm/? node/v20.20.2 linux x64', 'yarn add x@1'],
    ['bun/1.2.0 npm/? node/v22', 'bun add x@1'],
    ['something else', 'npm install x@1'],
  ] as const) {
    assert.is(installCommand('x@1', { npm_config_user_agent: agent }, '/'), command);
  }
});

test('where none did, it is that of the nearest lock file', async () => {
  await using folder = await temporaryDirectory();
  const inner = join(folder.path, 'packages', 'mine');
  await mkdir(inner, { recursive: true });
  for (const [file, command, script] of [
    ['package-lock.json', 'npm install x', 'npm --prefix /m/x run install'],
    ['yarn.lock', 'yarn add x', 'yarn --cwd /m/x run install'],
    ['bun.lock', 'bun add x', 'bun run --cwd /m/x install'],
    ['pnpm-lock.yaml', 'pnpm add x', 'pnpm --dir /m/x run install'],
  ] as const) {
    const lock = join(folder.path, file);
    await writeFile(lock, '');
    assert.is(installCommand('x', {}, inner), command);
    assert.is(scriptCommand('install', '/m/x', {}, inner), script);
    await rm(lock);
  }
});

test.run();
