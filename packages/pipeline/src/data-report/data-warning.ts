import { type DatasetSchema, type Problem, RampartError, type WarningName } from '@rampart/core';
import { limitOf, warningNames } from '@rampart/core/internal';
import { z } from 'zod';

/** Something a person should know of a table, under the name that a schema's `limits` call it by. */
export const dataWarning = z.object({
  name: z.enum(warningNames as readonly [WarningName, ...WarningName[]]),
  /** The columns it is about. */
  columns: z.array(z.string()),
  /** The share from 0 to 1 that a limit bounds; null for what is no share. */
  share: z.number().nullable(),
  text: z.string(),
});
export type DataWarning = z.infer<typeof dataWarning>;

/** Warnings after the limits: those that fail, and those that are told. */
export interface JudgedWarnings {
  readonly failed: readonly DataWarning[];
  readonly warned: readonly DataWarning[];
}

/** Sorts warnings by a schema's limits; what stays within its bound or is to be ignored is dropped. */
export function judgeWarnings(
  warnings: readonly DataWarning[],
  limits: DatasetSchema['limits'],
): JudgedWarnings {
  const broken = warnings.flatMap((warning) => {
    const { most, action } = limitOf(warning.name, limits);
    const within = warning.share !== null && most !== undefined && warning.share <= most;
    return within ? [] : [{ warning, action }];
  });
  const those = (wanted: 'fail' | 'warn') =>
    broken.filter(({ action }) => action === wanted).map(({ warning }) => warning);
  return { failed: those('fail'), warned: those('warn') };
}

/** Throws a RampartError('data') with every warning that a limit makes a failure; `prefix` names the stage. */
export function requireWithinLimits(
  warnings: readonly DataWarning[],
  { limits, name }: DatasetSchema,
  prefix?: string,
): void {
  const { failed } = judgeWarnings(warnings, limits);
  if (failed.length === 0) return;
  const problems = failed.map((warning): Problem => {
    const { most } = limitOf(warning.name, limits);
    return {
      where: `schema \`${name}\`, limit \`${warning.name}\``,
      expected: most === undefined ? 'nothing of that kind' : `at most ${percentage(most)}`,
      received: warning.text,
      fix: `Correct the data, or set \`limits: { ${warning.name}: warn }\` in the schema to go on.`,
    };
  });
  throw new RampartError('data', problems, prefix === undefined ? {} : { prefix });
}

/** A share as text, without decimals that say nothing. */
export function percentage(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
