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

/**
 * What `oversample` is for transformed rows; the very same rows where there is nothing to add. SMOTE looks for
 * neighbours among the `inputs` that a network would have, and mixes the cells of the rows that it finds (`mixColumn`).
 */
export function oversampleEncoded(
  rows: EncodedRows,
  inputs: () => Inputs,
  { method, ratio, neighbours }: Config['training']['oversampling'],
  random: Random,
): EncodedRows {
  if (method === 'none') return rows;
  const { labels, classes, positive, columns, encoding } = rows;
  const targets = targetsOf(labels, classes, positive);
  const growing = growingClasses(targets, classes, ratio, Math.floor(mostAdded / columns.length), random);
  if (growing.length === 0) return rows;
  if (method === 'random') return withFurther(rows, growing.map(copiedRows));
  const transformed = inputs();
  const options = { neighbours, categories: categoriesOf(transformed) };
  const pairs = growing.map(({ rows: members, count, drawing }): Omit<Pairs, 'nearest'> => {
    const own = members.subarray(0, smotePool);
    const features = takeFeatures(transformed, own);
    const { parents, shares } = choosePairs(features, transformed.width, count, options, drawing);
    return { parents: parents.map((place) => own[place]!), shares };
  });
  // Copies of the first parents have their labels already.
  const grown = withFurther(
    rows,
    pairs.map(({ parents }) => parents.filter((_, i) => i % 2 === 0)),
  );
  let start = labels.length;
  for (const { parents, shares } of pairs) {
    grown.columns.forEach((column, at) => {
      column.set(mixColumn(columns[at]!, encoding[at]!, { parents, shares }), start);
    });
    if (rows.weights) grown.weights!.set(meanWeights(rows.weights, parents), start);
    start += shares.length;
  }
  return grown;
}

/** All rows, and copies of the given ones after them. */
function withFurther(rows: EncodedRows, further: readonly Int32Array[]): EncodedRows {
  return takeEncoded(rows, Int32Array.from([...rows.labels.keys(), ...further.flatMap((some) => [...some])]));
}
