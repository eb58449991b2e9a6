import type { Config } from './config-schema.ts';

/** Configuration → the data it was made from, before the defaults. */
const given = new WeakMap<Config, unknown>();

/** Remembers what the user wrote of a configuration; returns the configuration. */
export function rememberGiven(config: Config, data: unknown): Config {
  given.set(config, structuredClone(data));
  return config;
}

/**
 * Whether a setting came from the user, in the file or by `--set`, and not from the defaults; by its dotted name, such
 * as `training.epochs` or `training.candidates.0.hidden`. A section came from the user where anything in it did. Of a
 * configuration that neither `loadConfig` nor `parseConfig` made, such as a changed copy, every setting did.
 */
export function setByUser(config: Config, name: string): boolean {
  let value: unknown = given.has(config) ? given.get(config) : config;
  for (const key of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false;
    value = (value as Record<string, unknown>)[key];
  }
  return isGiven(value);
}

/** Whether the user says if there is to be a search. */
export function searchSetByUser(config: Config): boolean {
  return ['budget', 'trials'].some((name) => setByUser(config, `training.search.${name}`));
}

/** An empty section says nothing; an empty list does. */
function isGiven(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value !== undefined;
  return Object.values(value).some(isGiven);
}
