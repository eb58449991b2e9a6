import { type Metrics, metricNames } from '@rampart/core';
import { decimal, textTable } from '../table/text-table.ts';

/** Rows scored with some of the feature groups, one line a subset; nothing where there are none. */
export function describeSubsets(
  subsets: readonly {
    readonly groups: readonly string[];
    readonly cost?: number;
    readonly metrics: Metrics;
    /** Calibration error of the rows of several folds together. */
    readonly pooledEce?: number | null;
  }[],
): string {
  if (subsets.length === 0) return '';
  const [first] = subsets;
  const pooled = first!.pooledEce !== undefined;
  return [
    '\nWith the cheapest feature groups alone\n',
    textTable([
      ['', ...(first!.cost === undefined ? [] : ['cost']), ...metricNames, ...(pooled ? ['pooled ece'] : [])],
      ...subsets.map(({ groups, cost, metrics, pooledEce }) => [
        groups.length === 0 ? '(none)' : groups.join('+'),
        ...(cost === undefined ? [] : [String(cost)]),
        ...metricNames.map((name) => decimal(metrics[name])),
        ...(pooled ? [decimal(pooledEce ?? null)] : []),
      ]),
    ]),
  ].join('');
}
