import { z } from 'zod';
import type { Family } from '../families/family.ts';
import { duration } from '../schema/rules/table-expectations.ts';
import { share, whole } from './ranges.ts';

/** The search for a better model than the candidates of the configuration, among these families. */
export function searchSettingsOf(families: readonly Family[]) {
  return z.strictObject({
    budget: z
      .custom<string>(
        (value) => typeof value === 'string' && (value === 'none' || duration.test(value)),
        '`none`, or a duration such as 90s, 10m or 1h',
      )
      .default('none')
      .describe(
        'Time for all of the training: candidates, search and the last fit; what comes of it depends on the machine',
      ),
    trials: whole
      .min(0)
      .max(100_000)
      .default(0)
      .describe(
        'Random candidates at most; without a budget this many, and the same seed gives the same model',
      ),
    keep: share.default(1 / 3).describe('Share of the random candidates that each rung leaves for the next'),
    average: whole
      .min(1)
      .max(16)
      .default(8)
      .describe('Members whose answers are averaged at most, where that beats the best of them; 1: none'),
    space: z
      .strictObject(Object.fromEntries(families.map(({ name, space }) => [name, space.prefault({})])))
      .prefault({})
      .describe('What members are drawn from, by their family'),
  });
}
