// Puts beside the compiled code what a published package has besides: what each stage is made of, from its sources,
// and the dataset schemas.
// Usage, after the packages are built: node packages/pipeline/finish-build.mjs
import { cp, readdir, writeFile } from 'node:fs/promises';
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
