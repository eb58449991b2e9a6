import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { temporaryDirectory } from '../testing/index.ts';
import { ab, contextIn, leftIn, writing } from './word-writing.test.kit.ts';

const test = suite('readArtifact');

/** Changes one byte of a file, in its middle. */
async function flip(file: string): Promise<void> {
  const content = await readFile(file);
  content[content.length >> 1]! ^= 1;
  await writeFile(file, content);
}

const damages: Record<string, (directory: string) => Promise<unknown>> = {
  'with another byte in a file': (directory) => flip(join(directory, 'words.txt')),
  'with another byte in artifact.json': (directory) => flip(join(directory, 'artifact.json')),
  'with another byte in key.json': (directory) => flip(join(directory, 'key.json')),
  'without key.json': (directory) => rm(join(directory, 'key.json')),
  'without artifact.json': (directory) => rm(join(directory, 'artifact.json')),
  'with half an artifact.json': (directory) => truncate(join(directory, 'artifact.json'), 20),
  'with an artifact of another shape': (directory) => writeFile(join(directory, 'artifact.json'), '{}'),
  'without a file': (directory) => rm(join(directory, 'words.txt')),
  'with half a file': (directory) => truncate(join(directory, 'words.txt'), 1),
  'that is a file': async (directory) => {
    await rm(directory, { recursive: true });
    await writeFile(directory, 'x');
  },
};
for (const [title, damage] of Object.entries(damages)) {
  test(`a directory ${title} is replaced`, async () => {
    await using out = await temporaryDirectory();
    const stage = writing();
    const { context } = await contextIn(out.path);
    const made = await stage.run(ab, context);
    await damage(join(out.path, made.words.path, '..'));
    assert.equal(await stage.run(ab, context), made);
    assert.equal(await stage.run(ab, context), made);
    assert.is(stage.executions, 2);
    assert.is(await readFile(context.resolve(made.words), 'utf8'), 'abab');
    assert.equal(await leftIn(out.path), []);
  });
}

test('whoever runs it at the same time, every artifact is there when its run is over', async () => {
  for (const isDamaged of [false, true]) {
    await using out = await temporaryDirectory();
    const { context } = await contextIn(out.path);
    if (isDamaged) {
      const { words } = await writing().run(ab, context);
      await truncate(context.resolve(words), 1);
    }
    const runs = Array.from({ length: 20 }, async (_, i) => {
      await new Promise((resolve) => setTimeout(resolve, i));
      const made = await writing().run(ab, context);
      assert.is(await readFile(context.resolve(made.words), 'utf8'), 'abab');
    });
    await Promise.all(runs);
    assert.equal(await leftIn(out.path), []);
  }
});

test.run();
