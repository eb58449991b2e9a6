import type { Config, Random } from '@rampart/core';
import { type Category, smote } from './smote.ts';
import { takeTransformed, type TrainingData } from '../learners/network/training-data.ts';

/** Rows of a class that SMOTE looks for neighbours among: what it costs grows with the square. */
const pool = 2048;
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
  const members = rowsOfClasses(data);
  const wanted = addedRows(
    members.map((rows) => rows.length),
    ratio,
    Math.floor(mostAdded / data.width),
  );
  const categories = method === 'smote' ? categoriesOf(data) : [];
  const parts = members.flatMap((rows, target) => {
    const count = wanted[target]!;
    if (count === 0) return [];
    const drawing = random.fork(String(target));
    drawing.shuffle(rows);
    if (method === 'random') {
      return takeTransformed(
        data,
        Int32Array.from({ length: count }, (_, i) => rows[i % rows.length]!),
      );
    }
    const own = takeTransformed(data, rows.subarray(0, pool));
    const { features, parents } = smote(own.features, data.width, count, { neighbours, categories }, drawing);
    const { weights } = own;
    const mean = (_: unknown, i: number) => (weights![parents[2 * i]!]! + weights![parents[2 * i + 1]!]!) / 2;
    return {
      ...own,
      rows: count,
      features,
      targets: new Int32Array(count).fill(target),
      ...(weights && { weights: Float32Array.from({ length: count }, mean) }),
    };
  });
  return parts.length === 0 ? data : appended(data, parts);
}

/** Rows to add to each class; with more than `most` in all, each class gets its share of them. */
export function addedRows(counts: readonly number[], ratio: number, most: number): number[] {
  const largest = Math.max(...counts);
  const missing = counts.map((count) => (count === 0 ? 0 : Math.max(0, Math.round(ratio * largest) - count)));
  const total = missing.reduce((sum, count) => sum + count, 0);
  return total <= most ? missing : missing.map((count) => Math.floor((count * most) / total));
}

function rowsOfClasses({ targets, classes }: TrainingData): Int32Array[] {
  const order = Int32Array.from(targets.keys());
  return Array.from({ length: classes }, (_, target) => order.filter((row) => targets[row] === target));
}

/** Spans of several inputs as they are, and every other input with exactly two values. */
function categoriesOf({ features, width, categories = [] }: TrainingData): Category[] {
  const spans = categories.filter(({ length }) => length > 1);
  const alone = new Set(Array(width).keys());
  for (const { start, length } of spans) {
    for (let input = start; input < start + length; input++) alone.delete(input);
  }
  return [
    // Of two one-hot codes two inputs differ by 1.
    ...spans.map((span) => ({ ...span, apart: Math.SQRT2 })),
    ...[...alone].flatMap((start) => {
      const one = features[start]!;
      let other = one;
      for (let at = start; at < features.length; at += width) {
        const value = features[at]!;
        if (value === one || value === other) continue;
        if (other !== one) return [];
        other = value;
      }
      return other === one ? [] : { start, length: 1, apart: Math.abs(other - one) };
    }),
  ];
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
