import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { z } from 'zod';
import { sha256 } from '../digest.ts';
import { createLogger } from '../logger.ts';
import { temporaryDirectory } from '../testing/index.ts';
import { fileFact } from './file-fact.ts';
import { createRunContext } from './run-context.ts';
import { Stage } from './stage.ts';
import type { StageContext } from './stage-context.ts';

const FILES = 12;
const CONTENT = 'x'.repeat(50_000);

/** Writes some files one after the other, so that there are many moments at which to be killed. */
class ManyFiles extends Stage<null, null, { files: z.infer<typeof fileFact>[] }> {
  readonly name = 'ManyFiles';
  readonly module = import.meta.url;
  readonly input = z.null();
  readonly artifact = z.object({ files: z.array(fileFact).length(FILES) });

  protected override async execute(_input: null, context: StageContext) {
    const files = [];
    for (let i = 0; i < FILES; i++) {
      await writeFile(context.file(`${i}`), CONTENT);
      files.push(await context.keep(`${i}`));
    }
    return { files };
  }
}

async function runIn(out: string): Promise<string> {
  const logger = createLogger({ stream: new PassThrough().resume() });
  const context = await createRunContext({ out, seed: 1, logger });
  const { files } = await new ManyFiles(null).run(null, context);
  for (const file of files) {
    const content = await readFile(context.resolve(file), 'utf8');
    assert.is(sha256(content), file.sha256);
    assert.is(content, CONTENT);
  }
  return JSON.stringify(files);
}

// This file is also the program that the tests start and kill.
const [, , role, directory] = process.argv;
if (role === 'child') {
  process.stdout.write('ready');
  process.stdout.write(await runIn(directory!));
  process.exit();
}

function start(out: string): ChildProcess {
  const program = [fileURLToPath(import.meta.url), 'child', out];
  return spawn(process.execPath, [...process.execArgv, ...program], { stdio: ['ignore', 'pipe', 'inherit'] });
}

const test = suite('Stage in several processes');

async function runAtOnce(out: string): Promise<void> {
  const results = await Promise.all(
    [1, 2, 3].map(async () => {
      const child = start(out);
      let text = '';
      child.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      const [code] = (await once(child, 'close')) as [number];
      return `${code} ${text}`;
    }),
  );
  assert.match(results[0]!, /^0 ready\[/);
  assert.is(new Set(results).size, 1);
  assert.equal(await readdir(join(out, 'artifacts')), ['many-files']);
}

test('processes that run the same stage at once all succeed with the same artifact', async () => {
  await using out = await temporaryDirectory();
  await runAtOnce(out.path);
  // And once more over a damaged artifact, which each of them wants to replace.
  const [key] = await readdir(join(out.path, 'artifacts', 'many-files'));
  await truncate(join(out.path, 'artifacts', 'many-files', key!, 'artifact.json'), 50);
  await runAtOnce(out.path);
});

test('a process killed at any moment leaves nothing that is trusted later', async () => {
  for (let delay = 10; delay <= 90; delay += 16) {
    await using out = await temporaryDirectory();
    const child = start(out.path);
    const closed = once(child, 'close');
    await once(child.stdout!, 'data');
    child.stdout!.resume();
    await new Promise((resolve) => setTimeout(resolve, delay));
    child.kill('SIGKILL');
    await closed;
    await runIn(out.path);
    assert.equal(await readdir(join(out.path, 'artifacts')), ['many-files']);
  }
});

test.run();
