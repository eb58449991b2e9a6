import type { Random } from '@rampart/core';
import { type EncodedRows, takeEncoded } from '../../features/encoded-rows.ts';
import { targetsOf } from '../learners/class-logits.ts';
import type { Balanced, BalanceSettings } from './balance-transformed.ts';
import { classTotals } from './class-balance.ts';
import { encodedInputs } from './encoded-inputs.ts';
import { oversampleEncoded, type SourcedRows } from './oversample-encoded.ts';
import { rowsWithoutLinks } from './rows-without-links.ts';

/**
 * What `balanceTransformed` is for the rows of networks, for a family that learns from encoded rows; distances are those
 * of networks. Throws RampartError('data') where no column has two values, 'aborted' on the signal.
 */
export async function balanceEncoded(
  rows: EncodedRows,
  { oversampling, tomekLinks }: BalanceSettings,
  random: Random,
  signal?: AbortSignal,
): Promise<Balanced<EncodedRows> & SourcedRows> {
  let fitted: ReturnType<typeof encodedInputs> | undefined;
  const inputsOf = (columns: readonly Float64Array[]) => (fitted ??= encodedInputs(rows))(columns);
  const { rows: grown, sources } = oversampleEncoded(
    rows,
    () => inputsOf(rows.columns),
    oversampling,
    random.fork('oversampling'),
  );
  const { classes, positive } = rows;
  const targets = targetsOf(grown.labels, classes, positive);
  const totals = classTotals(targets, classes, grown.weights);
  if (tomekLinks === 'none') return { rows: grown, sources, totals };
  const kept = await rowsWithoutLinks(
    inputsOf(grown.columns),
    { targets, classes },
    targetsOf(rows.labels, classes, positive),
    tomekLinks,
    signal,
  );
  if (kept.length === targets.length) return { rows: grown, sources, totals };
  return { rows: takeEncoded(grown, kept), sources: kept.map((row) => sources[row]!), totals };
}
