import { z } from 'zod';
import { share } from './ranges.ts';

const cost = z.number().gt(0).max(1e12);
const count = z.number().gt(0).max(1e15);

const objectives = ['cost', 'precision', 'recall', 'alerts'] as const;

/** One of the objectives that need a number. */
const statedObjective = z
  .strictObject({
    cost: z
      .strictObject({ falseAlarm: cost.default(1), miss: cost.default(1) })
      .optional()
      .describe('What either mistake costs, in one unit; their sum is made least'),
    precision: share.optional().describe('Least share of attacks among what is called one'),
    recall: share.optional().describe('Least share of the attacks that are to be found'),
    alerts: z
      .strictObject({
        perDay: count.describe('Calls that somebody can look into'),
        eventsPerDay: count.describe('Records that come'),
        prevalence: share.optional().describe('As `training.prevalence`, which need not be given then'),
      })
      .optional()
      .describe('An alert budget: as many attacks found as it allows'),
  })
  .refine((stated) => objectives.filter((name) => stated[name] !== undefined).length === 1, {
    error: 'exactly one of `cost`, `precision`, `recall` and `alerts`',
  })
  .refine(({ alerts }) => alerts === undefined || alerts.perDay <= alerts.eventsPerDay, {
    path: ['alerts', 'perDay'],
    error: 'no more than `eventsPerDay`',
  });

const review = z
  .strictObject({
    share: share.optional().describe('Share of the records, those whose label is the most doubtful'),
    low: z.number().min(0).max(1).optional().describe('Least probability in the band'),
    high: z.number().min(0).max(1).optional().describe('Largest probability in the band'),
  })
  .refine(
    ({ share, low, high }) =>
      share === undefined ? low !== undefined && high !== undefined : low === undefined && high === undefined,
    {
      error: 'either `share`, or `low` and `high`',
    },
  )
  .refine(({ low = 0, high = 1 }) => low <= high, { path: ['high'], error: '`high` not below `low`' });

/** How probabilities are made honest and become decisions: settings of the training section. */
export const decisionSettings = {
  calibration: z
    .enum(['auto', 'temperature', 'isotonic', 'none'])
    .default('auto')
    .describe(
      'What makes the probabilities honest; `auto`: what gives the lower log-loss on rows it was not fitted on',
    ),
  prevalence: share
    .optional()
    .describe(
      'Share of the positive class where the model is to be used; default: that of the training rows',
    ),
  threshold: z
    .union([z.enum(['f1', 'accuracy', 'youden']), statedObjective])
    .default('f1')
    .describe('What the decision threshold maximises, or has to keep'),
  review: review
    .optional()
    .describe('The band of probabilities in which a person should look; default: none'),
};

/** The settings that decide. */
interface Decided {
  readonly prevalence?: number | undefined;
  readonly threshold: string | { readonly alerts?: { readonly prevalence?: number | undefined } | undefined };
}

/** The stated share of the positive class where the model is to be used; null where none is. */
export function statedPrevalence({ prevalence, threshold }: Decided): number | null {
  return prevalence ?? alertPrevalence(threshold) ?? null;
}

/** Whether the prevalence is stated once, or twice alike. */
export function statesOnePrevalence({ prevalence, threshold }: Decided): boolean {
  const other = alertPrevalence(threshold);
  return prevalence === undefined || other === undefined || prevalence === other;
}

function alertPrevalence(threshold: Decided['threshold']): number | undefined {
  return typeof threshold === 'string' ? undefined : threshold.alerts?.prevalence;
}
