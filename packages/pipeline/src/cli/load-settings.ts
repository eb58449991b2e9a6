import { type Config, loadConfig } from '@rampart/core';

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
