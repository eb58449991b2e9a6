import type { Source } from '@rampart/core/rows';
import type { Predictor } from '@rampart/serve';
import { type ScoredRow, scoreTable } from '../scoring/score-table.ts';

/** All that `scoreTable` gives, as one list. */
export async function scoredRows(source: Source, predictor: Predictor): Promise<ScoredRow[]> {
  const rows: ScoredRow[] = [];
  for await (const batch of scoreTable(source, predictor)) rows.push(...batch);
  return rows;
}
