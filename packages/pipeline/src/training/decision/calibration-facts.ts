import type { Config } from '@rampart/core';
import { z } from 'zod';
import type { Calibration } from './calibrate.ts';
import type { DecisionSettings } from './decide-threshold.ts';

const quality = z.object({ logLoss: z.number().nullable(), ece: z.number().nullable() });

/** How a model's logits of complete rows become probabilities, and what that came to out of fold. */
export const calibrationFacts = z.object({
  /** The way of calibration that was taken. */
  method: z.enum(['none', 'temperature', 'isotonic']),
  temperature: z.number(),
  /** Log-loss and calibration error of the logits as they are, at the prevalence of the training rows. */
  before: quality,
  /** The same after calibration by the rows of other folds. */
  after: quality,
  /** Log-loss after each way of calibration that was tried. */
  losses: z.partialRecord(z.enum(['none', 'temperature', 'isotonic']), z.number()),
  /** What the threshold is for, in words; null where there is no threshold to choose. */
  objective: z.string().nullable(),
  /** Whether it keeps the bound that its objective sets: shown by the rows, seen on them, or missed; null without a bound. */
  bound: z.enum(['shown', 'seen', 'missed']).nullable(),
});
export type CalibrationFacts = z.infer<typeof calibrationFacts>;

/** The facts of a calibration made under these settings. */
export function calibrationFactsOf(
  { method, temperature, effect, bound }: Calibration,
  settings: DecisionSettings,
  { classes, positive }: { readonly classes: number; readonly positive: number | null },
): CalibrationFacts {
  return {
    method,
    temperature,
    ...effect,
    objective: classes === 2 && positive !== null ? describeObjective(settings.threshold) : null,
    bound,
  };
}

const names = { f1: 'the highest F1', accuracy: 'the highest accuracy', youden: "the highest Youden's J" };

function describeObjective(objective: Config['training']['threshold']): string {
  if (typeof objective === 'string') return names[objective];
  const { cost, precision, recall, alerts } = objective;
  if (cost !== undefined) {
    return `the lowest cost, ${cost.falseAlarm} for a false alarm and ${cost.miss} for a miss`;
  }
  if (precision !== undefined) return `the highest recall with a precision of at least ${precision}`;
  if (recall !== undefined) return `the fewest false alarms with a recall of at least ${recall}`;
  return `the highest recall with at most ${alerts!.perDay} alerts a day among ${alerts!.eventsPerDay} records`;
}
