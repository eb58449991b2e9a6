import { counted } from '@rampart/core/internal';
import type { RunReport } from './run-report.ts';

/** What the choice among the candidates went by, as a sentence. */
export function describeRule({ chosenBy }: Pick<RunReport, 'chosenBy'>): string {
  return chosenBy === 'best'
    ? 'The one with the lowest log-loss is taken.'
    : 'The simplest one within one standard error of the lowest log-loss is taken.';
}

/** Why the chosen candidate was chosen, to go on with after its name. */
export function describeChoice({ candidates, chosenBy }: Pick<RunReport, 'candidates' | 'chosenBy'>): string {
  const tried = candidates.filter(({ eligible }) => eligible).length;
  if (tried === 1) return 'was the only candidate';
  const all = counted(tried, 'candidate');
  return chosenBy === 'best'
    ? `has the lowest log-loss of ${all} out of fold`
    : `is the simplest of ${all} within one standard error of the best`;
}
