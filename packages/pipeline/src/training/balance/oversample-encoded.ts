import type { Config, Random } from '@rampart/core';
import { type EncodedRows, takeEncoded } from '../../features/encoded-rows.ts';
import { targetsOf } from '../learners/class-logits.ts';
import { takeFeatures } from '../learners/network/training-data.ts';
import { choosePairs, type Pairs } from './choose-pairs.ts';
import { categoriesOf, type Inputs } from './comparable-inputs.ts';
import { copiedRows, growingClasses, meanWeights, smotePool } from './growing-classes.ts';
import { mixColumn } from './mix-column.ts';

/** Numbers that may be added: 512 MB. */
const mostAdded = 2 ** 26;

/** Rows, and the row of the table that each of them is, is a copy of or is closest to. */
export interface SourcedRows {
  readonly rows: EncodedRows;
  readonly sources: Int32Array;
}

/**
 * What `oversample` is for transformed rows; the very same rows where there is nothing to add. SMOTE looks for
 * neighbours among the `inputs` that a network would have, and mixes the cells of the rows that it finds (`mixColumn`).
 */
export function oversampleEncoded(
  rows: EncodedRows,
  inputs: () => Inputs,
  { method, ratio, neighbours }: Config['training']['oversampling'],
  random: Random,
): SourcedRows {
  const order = Int32Array.from(rows.labels.keys());
  if (method === 'none') return { rows, sources: order };
  const { labels, classes, positive, columns, encoding } = rows;
  const targets = targetsOf(labels, classes, positive);
  const growing = growingClasses(targets, classes, ratio, Math.floor(mostAdded / columns.length), random);
  if (growing.length === 0) return { rows, sources: order };
  if (method === 'random') {
    const sources = joined([order, ...growing.map(copiedRows)]);
    return { rows: takeEncoded(rows, sources), sources };
  }
  const transformed = inputs();
  const options = { neighbours, categories: categoriesOf(transformed) };
  const pairs = growing.map(({ rows: members, count, drawing }): Omit<Pairs, 'nearest'> => {
    const own = members.subarray(0, smotePool);
    const features = takeFeatures(transformed, own);
    const { parents, shares } = choosePairs(features, transformed.width, count, options, drawing);
    return { parents: parents.map((place) => own[place]!), shares };
  });
  const closest = pairs.map(({ parents, shares }) =>
    Int32Array.from(shares, (share, i) => parents[2 * i + Number(share >= 0.5)]!),
  );
  const sources = joined([order, ...closest]);
  // A copy has its label already.
  const grown = takeEncoded(rows, sources);
  let start = labels.length;
  for (const { parents, shares } of pairs) {
    grown.columns.forEach((column, at) => {
      column.set(mixColumn(columns[at]!, encoding[at]!, { parents, shares }), start);
    });
    if (rows.weights) grown.weights!.set(meanWeights(rows.weights, parents), start);
    start += shares.length;
  }
  return { rows: grown, sources };
}

function joined(parts: readonly Int32Array[]): Int32Array {
  return Int32Array.from(parts.flatMap((part) => [...part]));
}
