import { deepEqual } from 'node:assert/strict';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import { temporaryName } from '../files/temporary-name.ts';
import { temporaryDirectory } from '../testing/index.ts';
import { resumeDirectory } from './resume-directory.ts';
import { sweepUnfinished } from './sweep-unfinished.ts';

const test = suite('sweepUnfinished');

test('keeps what a run may go on from, removes what is half-written or forgotten', async () => {
  await using folder = await temporaryDirectory();
  deepEqual(await sweepUnfinished(folder.path), [], 'nothing has been begun yet');
  const home = join(folder.path, resumeDirectory, 'model-trainer');
  const old = new Date(Date.now() - 8 * 24 * 3600 * 1000);
  // No process has this number: those of Linux end at 2 ** 22, those of Windows are multiples of four.
  const half = temporaryName().replace(String(process.pid), '99999999');
  for (const key of ['young', 'old']) {
    await mkdir(join(home, key), { recursive: true });
    for (const name of ['a.checkpoint', half]) await writeFile(join(home, key, name), '');
  }
  await utimes(join(home, 'old'), old, old);
  deepEqual((await sweepUnfinished(folder.path)).sort(), [
    join(resumeDirectory, 'model-trainer', 'old'),
    join(resumeDirectory, 'model-trainer', 'young', half),
  ]);
  deepEqual(await readdir(home), ['young']);
  deepEqual(await readdir(join(home, 'young')), ['a.checkpoint']);
});

test.run();
