import { counted, describeProblem } from '@rampart/core/internal/tables';
import type { IngestResult } from '../etl/ingest-table.ts';
import { describeGroup } from '@rampart/core/rows';

/** Where rows came from and went to, without credentials. */
export interface IngestPlaces {
  readonly source: string;
  readonly to: string;
  readonly quarantine: string | null;
}

/** An ingest as a person reads it. */
export function summarizeIngest(result: IngestResult, { source, to, quarantine }: IngestPlaces): string {
  const rate = result.seconds > 0 ? Math.round(result.read / result.seconds) : result.read;
  const lines = [
    `Read:         ${counted(result.read, 'row')} of ${source} in ${result.seconds.toFixed(1)} s (${rate} a second)`,
    `Valid:        ${result.valid} to ${to}: ${result.new} new, ${result.alreadyThere} already there, ${result.repeated} repeated within the load, ${result.refused} refused`,
    `Quarantined:  ${result.quarantined}${quarantine === null || result.quarantined + result.refused === 0 ? '' : ` to ${quarantine}`}`,
    ...(result.unknownColumns.length === 0
      ? []
      : [`Left out:     columns that the schema does not know: ${result.unknownColumns.join(', ')}`]),
    ...result.problems
      .slice(0, 10)
      .map((group) => `  ${describeProblem(describeGroup(group)).replaceAll('\n', '\n  ')}`),
  ];
  return `${lines.join('\n')}\n`;
}
