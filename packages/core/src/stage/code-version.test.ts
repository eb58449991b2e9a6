import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { codeVersion } from './code-version.ts';

const test = suite('codeVersion');

test('it is the version of every package of this workspace', () => {
  for (const name of ['core', 'serve', 'pipeline']) {
    const path = new URL(`../../../${name}/package.json`, import.meta.url);
    const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
    assert.is(codeVersion(), version, name);
  }
});

test.run();
