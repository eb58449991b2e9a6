import type { Config, Random } from '@rampart/core';
import { categoriesOf } from './comparable-inputs.ts';
import { copiedRows, growingClasses, meanWeights, smotePool } from './growing-classes.ts';
import { smote } from './smote.ts';
import { takeTransformed, type TrainingData } from '../learners/network/training-data.ts';

/** Numbers that may be added: 256 MB. */
const mostAdded = 2 ** 26;

/**
 * The rows with further ones of the smaller classes after them, until every class has `ratio` times the rows of the
 * largest; the very same where there is nothing to add. The weight of a synthetic row is the mean of its parents'.
 */
export function oversample(
  data: TrainingData,
  { method, ratio, neighbours }: Config['training']['oversampling'],
  random: Random,
): TrainingData {
  if (method === 'none') return data;
  const { targets, classes, width } = data;
  const growing = growingClasses(targets, classes, ratio, Math.floor(mostAdded / width), random);
  if (growing.length === 0) return data;
  if (method === 'random') {
    return appended(
      data,
      growing.map((one) => takeTransformed(data, copiedRows(one))),
    );
  }
  const options = { neighbours, categories: categoriesOf(data) };
  const parts = growing.map(({ target, rows, count, drawing }) => {
    const own = takeTransformed(data, rows.subarray(0, smotePool));
    const { features, parents } = smote(own.features, width, count, options, drawing);
    return {
      ...own,
      rows: count,
      features,
      targets: new Int32Array(count).fill(target),
      ...(own.weights && { weights: meanWeights(own.weights, parents) }),
    };
  });
  return appended(data, parts);
}

function appended(data: TrainingData, parts: readonly TrainingData[]): TrainingData {
  const all = [data, ...parts];
  const rows = all.reduce((sum, part) => sum + part.rows, 0);
  const features = new Float32Array(rows * data.width);
  const targets = new Int32Array(rows);
  const weights = data.weights && new Float32Array(rows);
  let at = 0;
  for (const part of all) {
    features.set(part.features, at * data.width);
    targets.set(part.targets, at);
    weights?.set(part.weights!, at);
    at += part.rows;
  }
  return { ...data, rows, features, targets, ...(weights && { weights }) };
}
