import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RampartError } from '@rampart/core';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadSchema } from './load-schema.ts';

const test = suite('loadSchema');
const folder = await temporaryDirectory();
const home = process.cwd();
const yaml = (name: string) => `name: ${name}
columns:
  - { name: bytes, kind: numeric }
  - { name: verdict, kind: binary, values: [0, 1], role: target, classes: { fine: [0], attack: [1] }, positive: attack }
`;

test.before(async () => {
  await mkdir(join(folder.path, 'data_schema'));
  await mkdir(join(folder.path, 'below', 'phishing'), { recursive: true });
  await writeFile(join(folder.path, 'data_schema', 'flows.yaml'), yaml('flows-of-the-folder'));
  await writeFile(join(folder.path, 'below', 'flows.yaml'), yaml('flows-of-the-file'));
  process.chdir(join(folder.path, 'below'));
});
test.after(async () => {
  process.chdir(home);
  await folder[Symbol.asyncDispose]();
});

for (const [given, name] of [
  ['flows', 'flows-of-the-folder'],
  ['flows.yaml', 'flows-of-the-file'],
  // A folder of that name is no schema; the shipped ones are found wherever the program runs.
  ['phishing', 'phishing'],
  ['nsl-kdd', 'nsl-kdd'],
] as const) {
  test(`finds ${given}`, async () => {
    assert.is((await loadSchema(given)).name, name);
  });
}

for (const [given, fix] of [
  ['phising', 'Did you mean phishing?'],
  ['../data_schema/flow', 'rampart schema infer'],
  ['', 'rampart schema infer'],
] as const) {
  test(`tells the names there are where ${JSON.stringify(given)} is none`, async () => {
    const error = await loadSchema(given, '--schema').then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    assert.instance(error, RampartError);
    const { message } = error as RampartError;
    assert.ok(message.startsWith('--schema: expected '), message);
    for (const part of [JSON.stringify(given), 'flows, nsl-kdd, nsl-kdd-families, phishing', fix])
      assert.ok(message.includes(part), message);
  });
}

test.run();
