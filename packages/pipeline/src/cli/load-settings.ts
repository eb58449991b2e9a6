import { type Config, loadConfig } from '@rampart/core';

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
