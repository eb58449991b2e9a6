import { z } from 'zod';
import type { Family } from '../families/family.ts';
import { candidatesOf } from './candidate.ts';
import { decisionSettings, statesOnePrevalence } from './decision-settings.ts';
import { defaultCandidates, efforts, thoroughBudget } from './default-candidates.ts';
import { memberDefaults } from './member-defaults.ts';
import { whole } from './ranges.ts';
import { searchSettingsOf } from './search-settings.ts';

/** What is trained, with members of these families, and how the best of it is chosen. */
export function trainingSettingsOf(families: readonly Family[]) {
  return z
    .strictObject({
      effort: z
        .enum(efforts)
        .default('standard')
        .describe(
          `How much the training may take where no candidates are named: which ones are tried, and for \`thorough\` a search of ${thoroughBudget} too, unless \`training.search\` asks for another one`,
        ),
      candidates: candidatesOf(families)
        .prefault(defaultCandidates.standard)
        .describe(
          'Models to try, simplest first; one of several members averages them; default: as `training.effort` says',
        ),
      search: searchSettingsOf(families).prefault({}),
      selection: z
        .enum(['auto', 'simplest', 'best'])
        .default('auto')
        .describe(
          'Which candidate is trained: the one that costs least within one standard error of the lowest loss, or the one with the lowest loss; `auto`: the best where there was a search, else the simplest',
        ),
      warmStart: z
        .boolean()
        .default(false)
        .describe(
          'Whether the last network goes on from that in production, where both have the same inputs and shape; folds never do',
        ),
      folds: whole
        .min(2)
        .max(100)
        .default(4)
        .describe('Parts of the training rows; each is scored by networks that never saw it'),
      rows: whole
        .min(1_000)
        .default(200_000)
        .describe(
          'Most rows that the model learns from; of a larger table so many are drawn, of every class its share, in whole groups',
        ),
      selectionRows: whole
        .min(1_000)
        .default(50_000)
        .describe(
          'Rows that candidates are compared and calibrated on where the table has more rows than `training.rows`; all rows of a smaller one',
        ),
      importance: z
        .boolean()
        .default(true)
        .describe(
          'Whether each feature is permuted among rows that the chosen model has not seen, to find out how much of its answers comes from it: about 5,000 rows and the first 200 features at most',
        ),
      ...memberDefaults,
      validationFraction: z
        .number()
        .min(0)
        .lt(1)
        .default(0)
        .describe(
          'Share of the training rows that early stopping watches; 0: every row is trained on, for all epochs',
        ),
      ...decisionSettings,
    })
    .refine(statesOnePrevalence, {
      path: ['threshold', 'alerts', 'prevalence'],
      error: 'the same as `training.prevalence`, or none',
    });
}
