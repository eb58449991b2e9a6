import { type Metrics, metricNames } from '@rampart/core';
import { decimal, textTable } from '../table/text-table.ts';

/** Rows decided by the feature groups that they have, one line a subset, the cheapest first; nothing without groups. */
export function describeDecisions(
  decisions: readonly {
    readonly groups: readonly string[];
    readonly cost?: number;
    /** Rows that it was tried on; a subset that was tried on none is left out. */
    readonly rows: number;
    readonly metrics: Metrics | null;
    /** Calibration error of the rows of several folds together. */
    readonly pooledEce?: number | null;
  }[],
): string {
  const tried = decisions.flatMap((one) =>
    one.rows > 0 && one.metrics ? [{ ...one, metrics: one.metrics }] : [],
  );
  const [first] = tried;
  if (first === undefined || !decisions.some(({ groups }) => groups.length > 0)) return '';
  const pooled = first.pooledEce !== undefined;
  return [
    '\nWith the cheapest feature groups alone\n',
    textTable([
      ['', ...(first.cost === undefined ? [] : ['cost']), ...metricNames, ...(pooled ? ['pooled ece'] : [])],
      ...tried
        .toReversed()
        .map(({ groups, cost, metrics, pooledEce }) => [
          groups.length === 0 ? '(none)' : groups.join('+'),
          ...(cost === undefined ? [] : [String(cost)]),
          ...metricNames.map((name) => decimal(metrics[name])),
          ...(pooled ? [decimal(pooledEce ?? null)] : []),
        ]),
    ]),
  ].join('');
}
