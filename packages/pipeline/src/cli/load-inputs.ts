import { type Config, type DatasetSchema, loadConfig } from '@rampart/core';
import { loadSchema as findSchema } from '../load-schema.ts';

/** The schema that `--schema` names. */
export function loadSchema(fileOrName: string): Promise<DatasetSchema> {
  return findSchema(fileOrName, '--schema');
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
