import type { Config } from '@rampart/core';
import { redact } from '@rampart/core/internal';
import type { Texts } from './tracker.ts';

/** The settings of a run, each under its dotted name; a list is one JSON text. Where they are tracked is left out. */
export function runParams(config: Config): Texts {
  const { tracking: _, ...settings } = config;
  return Object.fromEntries(
    entriesOf('', redact(settings)).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

function entriesOf(name: string, value: unknown): [string, unknown][] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null || isPlainList(value)) return [[name, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    entriesOf(name === '' ? key : `${name}.${key}`, inner),
  );
}

/** A list of single values, such as the units of hidden layers. */
function isPlainList(value: object): boolean {
  return Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null);
}
