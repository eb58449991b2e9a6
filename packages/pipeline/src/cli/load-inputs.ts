import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Config, type DatasetSchema, loadConfig, RampartError, readSchema } from '@rampart/core';

/** The schema that `--schema` names: a file, or a name in the data_schema folder here or in a folder above. */
export async function loadSchema(fileOrName: string): Promise<DatasetSchema> {
  const path = existsSync(fileOrName) ? fileOrName : findNamed(fileOrName);
  if (path === undefined) {
    throw new RampartError('schema', {
      where: '--schema',
      expected: 'the path of a schema file, or the name of one in data_schema/',
      received: JSON.stringify(fileOrName),
      fix: 'Write a first schema with `rampart schema infer <source> --to schema.yaml`.',
    });
  }
  return readSchema(await readFile(path, 'utf8'), path);
}

function findNamed(name: string): string | undefined {
  for (let folder = resolve(); ; folder = dirname(folder)) {
    const path = join(folder, 'data_schema', `${name}.yaml`);
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) return undefined;
  }
}

/** The settings that `--config`, `--set` and `--seed` give together. */
export function loadSettings(args: {
  config: string | undefined;
  set: string[];
  seed: number | undefined;
}): Config {
  return loadConfig({
    ...(args.config === undefined ? {} : { file: args.config }),
    sets: args.seed === undefined ? args.set : [...args.set, `seed=${args.seed}`],
    env: process.env,
  });
}
