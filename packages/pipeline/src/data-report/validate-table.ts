import type { DatasetSchema } from '@rampart/core';
import { type AlarmBudget, falseAlarmRate } from '@rampart/core/internal';
import { readForServing, readTable } from '@rampart/core/rows';
import { openSource, type TableInput } from '../connections/open-source.ts';
import type { FormatName } from '../formats/index.ts';
import { buildDataReport } from './build-data-report.ts';
import type { DataReport } from './data-report.ts';
import { openReference } from './open-reference.ts';

/** How a table is validated. */
export interface ValidateTableOptions {
  readonly schema: DatasetSchema;
  /** serving: labels and optional columns may be absent. */
  readonly environment?: 'training' | 'serving';
  /** What to compare with: a bundle, its registry, or another table; nothing where left out. */
  readonly reference?: TableInput | undefined;
  /** The format of the tables, by default that of their names' endings. */
  readonly format?: FormatName | undefined;
  /** Acceptable false alarms of drift; one clean batch in twenty where left out. */
  readonly budget?: AlarmBudget | undefined;
  /** The moment that the newest row's age is taken at; now where left out. */
  readonly when?: Date;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Checks a table, given by URI, as rows in memory or as a source: its problems by row, leaks, drift and warnings.
 * `overview.passed` is false where a limit that the schema sets to fail is broken; nothing is thrown for that. Throws a
 * RampartError where the table cannot be read, or the budget or the reference is none.
 */
export async function validateTable(
  table: TableInput,
  { schema, environment = 'training', format, budget, when, signal, ...options }: ValidateTableOptions,
): Promise<DataReport> {
  // A budget that cannot be kept is told before a large table has been read.
  if (budget !== undefined) falseAlarmRate(budget);
  using reference =
    options.reference === undefined
      ? null
      : await openReference(options.reference, { schema, environment, format, signal });
  const source = openSource(table, { format });
  const read = await (environment === 'training' ? readTable : readForServing)(source, schema, { signal });
  return buildDataReport({
    source: source.uri,
    read,
    schema,
    environment,
    reference,
    budget,
    when: when ?? new Date(),
  });
}
