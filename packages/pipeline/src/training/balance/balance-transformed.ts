import type { Config, Random } from '@rampart/core';
import { takeTransformed, type TrainingData } from '../learners/network/training-data.ts';
import { classTotals } from './class-balance.ts';
import { oversample } from './oversample.ts';
import { rowsWithoutLinks } from './rows-without-links.ts';

/** How the rows of classes are balanced: some are added first, then some are removed. */
export type BalanceSettings = Pick<Config['training'], 'oversampling' | 'tomekLinks'>;

/** Rows to learn from. */
export interface Balanced<Rows> {
  readonly rows: Rows;
  /** Total weight of each class once rows were added and before some were removed; with two classes 1 is the positive. */
  readonly totals: Float64Array;
}

/**
 * Rows with further ones of the smaller classes and without Tomek links; the very same where nothing changes. Throws
 * RampartError('aborted') on the signal.
 */
export async function balanceTransformed(
  data: TrainingData,
  { oversampling, tomekLinks }: BalanceSettings,
  random: Random,
  signal?: AbortSignal,
): Promise<Balanced<TrainingData>> {
  const grown = oversample(data, oversampling, random.fork('oversampling'));
  const totals = classTotals(grown.targets, grown.classes, grown.weights);
  if (tomekLinks === 'none') return { rows: grown, totals };
  const kept = await rowsWithoutLinks(grown, grown, data.targets, tomekLinks, signal);
  return { rows: kept.length === grown.rows ? grown : takeTransformed(grown, kept), totals };
}
