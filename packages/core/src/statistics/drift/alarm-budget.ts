import { RampartError } from '../../errors.ts';
import { counted } from '../../counted.ts';

/** How many false alarms are acceptable: so many a month at so many batches, or directly a share of clean batches. */
export type AlarmBudget =
  | { readonly falseAlarmsPerMonth: number; readonly batchesPerMonth: number }
  | { readonly perBatch: number };

/** The budget where nobody states one: one clean batch in twenty may alarm. */
export const defaultBudget: AlarmBudget = { perBatch: 0.05 };

/**
 * The share of clean batches that may alarm. Throws a RampartError('usage') where that is not above 0 and at
 * most a half: with none no threshold exists, and with more a coin would do.
 */
export function falseAlarmRate(budget: AlarmBudget): number {
  const rate = 'perBatch' in budget ? budget.perBatch : budget.falseAlarmsPerMonth / budget.batchesPerMonth;
  if (rate > 0 && rate <= 0.5) return rate;
  throw new RampartError('usage', {
    where: 'the alarm budget',
    expected: 'more than 0 and at most half as many false alarms as batches',
    received:
      'perBatch' in budget
        ? `${budget.perBatch} a batch`
        : `${counted(budget.falseAlarmsPerMonth, 'alarm')} in ${counted(budget.batchesPerMonth, 'batch')} a month`,
  });
}
