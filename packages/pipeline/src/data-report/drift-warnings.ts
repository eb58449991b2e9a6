import type { DriftReport } from '@rampart/core';
import type { DataWarning } from './data-warning.ts';
import { driftCauses } from './drift-causes.ts';

/** Drifting columns whose change a warning tells. */
const mostDrifting = 5;

/** The columns that drift, and how those that differ most do. */
export function driftWarnings({ alarm, columns, rows }: DriftReport): DataWarning[] {
  if (!alarm) return [];
  const found = columns.filter((column) => column.alarm || column.missing.alarm);
  const told = found
    .slice(0, mostDrifting)
    .map((column) => `\`${column.name}\` (${driftCauses(column, rows.batch).join(', ')})`);
  const more = found.length - told.length;
  const text = `${found.length} of ${columns.length} columns ${found.length === 1 ? 'differs' : 'differ'} from the reference: ${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return [{ name: 'drift', columns: found.map(({ name }) => name), share: null, text }];
}
