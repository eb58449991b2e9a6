import { type Config, type DatasetSchema, loadConfig, type TextEncodingName } from '@rampart/core';
import { loadSchema as findSchema } from '../load-schema.ts';

/** The schema that `--schema` names; `encoding` is what `--encoding` tells of the table's file. */
export async function loadSchema(fileOrName: string, encoding?: TextEncodingName): Promise<DatasetSchema> {
  const schema = await findSchema(fileOrName, '--schema');
  return encoding === undefined ? schema : { ...schema, file: { ...schema.file, encoding } };
}

/** The settings that `--config`, `--set`, `--effort` and `--seed` give together. */
export function loadSettings(args: {
  config: string | undefined;
  set: string[];
  effort: string | undefined;
  seed: number | undefined;
}): Config {
  return loadConfig({
    ...(args.config === undefined ? {} : { file: args.config }),
    sets: [
      ...args.set,
      ...(args.effort === undefined ? [] : [`training.effort=${args.effort}`]),
      ...(args.seed === undefined ? [] : [`seed=${args.seed}`]),
    ],
    env: process.env,
  });
}
