import { z } from 'zod';

/** What becomes of a warning. */
const action = z.enum(['warn', 'fail', 'ignore']);

/** A warning that is a share of something has a bound as well. */
const share = z.union([
  action,
  z.strictObject({
    most: z.number().min(0).max(1).describe('The share from 0 to 1 above which there is a warning'),
    action: action.default('fail'),
  }),
]);

/** Every warning about a table that a limit may be set for; a share is bounded by `most`. */
export const limitsSchema = z.strictObject({
  quarantinedShare: share.optional().describe('Quarantined rows, of those read'),
  missingShare: share.optional().describe('Cells without a value, of those of a feature'),
  unknownColumn: action.optional().describe('A column of the source that the schema does not know'),
  constantFeature: action.optional().describe('A feature with one value only'),
  leakingFeature: action.optional().describe('A feature that alone gives the label away'),
  identifierFeature: action.optional().describe('A feature that names its rows'),
  carryingFeature: share
    .optional()
    .describe("What a run's model knows from a clock or an identifier, of what it knows beyond the prior"),
  conflictingVectors: share.optional().describe('Rows whose feature vector has several labels'),
  fewVectors: action
    .optional()
    .describe('A class whose rows have hardly any different feature vectors: fewer than five'),
  duplicateShare: share.optional().describe('Rows equal to an earlier one'),
  brokenRule: share.optional().describe('Rows that break a rule with `onFail: warn`'),
  stale: action.optional().describe('The newest row is older than `freshness` allows'),
  tooFewRows: action.optional().describe('Fewer rows than `volume` expects'),
  tooManyRows: action.optional().describe('More rows than `volume` expects'),
  drift: action.optional().describe('A distribution that differs from the reference'),
});
export type Limits = z.output<typeof limitsSchema>;

/** The name of a warning about a table. */
export type WarningName = keyof Limits;

/** A limit with its default filled in; `most` is undefined for what is no share. */
export interface Limit {
  readonly most: number | undefined;
  readonly action: z.output<typeof action>;
}

const defaultMost: Partial<Record<WarningName, number>> = {
  quarantinedShare: 0.01,
  missingShare: 0.5,
  carryingFeature: 0.5,
  conflictingVectors: 0.01,
  duplicateShare: 0.1,
  brokenRule: 0,
};

/** Every name of a warning. */
export const warningNames = Object.keys(limitsSchema.shape) as readonly WarningName[];

/** The limit of a warning; where the schema sets none it warns. */
export function limitOf(name: WarningName, limits: Limits = {}): Limit {
  const set = limits[name] ?? 'warn';
  return typeof set === 'string' ? { most: defaultMost[name], action: set } : set;
}
