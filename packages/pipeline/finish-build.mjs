// Makes of what the compiler left what is published: without the remains of sources that are gone; with the dataset
// schemas, and with what each stage is made of, from its sources.
// Usage, after the packages are built: node packages/pipeline/finish-build.mjs
import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtCodeFile, readCode } from '@rampart/core/internal';

const folder = fileURLToPath(new URL('.', import.meta.url));
const names = await readdir(join(folder, 'src'), { recursive: true });
const stages = names
  .filter((name) => /(?:^|[-/\\])stage\.ts$/.test(name) && !name.startsWith('testing'))
  .sort();
const code = Object.fromEntries(
  stages.map((name) => [
    `dist/${name.replaceAll('\\', '/').replace(/ts$/, 'js')}`,
    readCode(join(folder, 'src', name)),
  ]),
);
await writeFile(join(folder, 'dist', builtCodeFile), `${JSON.stringify(code, undefined, 2)}\n`);

const schemas = join(folder, '../../data_schema');
await cp(schemas, join(folder, 'dist/data_schema'), { recursive: true });

for (const name of ['core', 'serve', 'pipeline']) {
  const [sources, dist] = ['src', 'dist'].map((part) => join(folder, '..', name, part));
  const modules = new Set(
    (await readdir(sources, { recursive: true })).map((file) => file.replace(/\.ts$/, '')),
  );
  for (const file of await readdir(dist, { recursive: true })) {
    const [, module] = /^(.*?)(?:\.d\.ts|\.js)$/.exec(file) ?? [];
    if (file.endsWith('.map') || (module !== undefined && !modules.has(module))) await rm(join(dist, file));
  }
}
