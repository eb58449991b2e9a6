import type { DatasetSchema } from '@rampart/core';
import { limitOf, listed } from '@rampart/core/internal';
import { type DataWarning, percentage } from '../data-report/data-warning.ts';
import type { CarryingFeature } from './selection/carrying-features.ts';

/** That a clock or an identifier carries a model, for `judgeWarnings` to hold against its bound; several together only where none does alone. */
export function carryingWarnings(
  carriers: readonly CarryingFeature[],
  limits: DatasetSchema['limits'],
): DataWarning[] {
  const { most = 0 } = limitOf('carryingFeature', limits);
  const alone = carriers.some(({ features, share }) => features.length === 1 && share > most);
  return carriers
    .filter(({ features }) => features.length === 1 || !alone)
    .map(({ features, looksLike, why, share }) => {
      const names = listed(features.map((name) => `\`${name}\``));
      const what =
        features.length === 1
          ? `looks like ${looksLike === 'clock' ? 'a clock' : 'an identifier'} (${why})`
          : 'look like clocks';
      return {
        name: 'carryingFeature',
        columns: features,
        share,
        text: `${names} ${what}, and ${percentage(share)} of what the model knows beyond the prior comes from ${features.length === 1 ? 'it' : 'them'}: new rows will hold other values, so declare \`role: ignored\` unless that is meant`,
      };
    });
}
