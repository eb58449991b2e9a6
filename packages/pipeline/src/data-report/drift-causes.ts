import type { ColumnDrift } from '@rampart/core';

/** Values of a column that are named. */
const mostNamed = 2;
/** Means that lie closer together than this, in standard deviations, say little of how numbers changed. */
const leastShift = 0.1;

/**
 * Why a column of a batch of `rows` alarms, in words: `missing 13 → 39 %`, `mean 3.1 → 5.2`, `new value tcp6 12 %`; empty
 * where it does not.
 */
export function driftCauses(column: ColumnDrift, rows: number): string[] {
  const { missing, alarm } = column;
  return [
    ...(missing.alarm ? [`missing ${change(missing.reference, missing.batch)}`] : []),
    ...(alarm ? describeChange(column, rows) : []),
  ];
}

/** How the values of a column differ from the reference, the largest differences first; empty where they do not. */
export function describeChange(column: ColumnDrift, rows: number): string[] {
  const { means, widest } = column;
  if (means !== undefined && Math.abs(means.batch - means.reference) >= leastShift * means.deviation) {
    return [`mean ${figure(means.reference)} → ${figure(means.batch)}`];
  }
  if (widest === undefined) return valueChanges(column, rows);
  return widest.reference === widest.batch
    ? []
    : [`above ${figure(widest.above)} ${change(widest.reference, widest.batch)}`];
}

function valueChanges({ changes, unseen, missing }: ColumnDrift, rows: number): string[] {
  const present = Math.max(1, rows * (1 - missing.batch));
  const news = unseen.values.map(({ value, count }) => ({
    size: count / present,
    text: `new value ${value} ${percent(count / present)} %`,
  }));
  // New values are among the others, of which nothing is said twice.
  const moved = changes
    .filter(({ value }) => value !== null || news.length === 0)
    .map(({ value, reference, batch }) => ({
      size: Math.abs(batch - reference),
      text: `${value ?? 'rare values'} ${change(reference, batch)}`,
    }));
  return [...news, ...moved]
    .toSorted((left, right) => right.size - left.size)
    .slice(0, mostNamed)
    .map(({ text }) => text);
}

/** Two shares as percentages, with as many digits as tell them apart: `13 → 39 %`. */
function change(reference: number, batch: number): string {
  return `${percent(reference)} → ${percent(batch)} %`;
}

function percent(share: number): string {
  const value = 100 * share;
  return value > 0 && value < 0.01 ? '<0.01' : String(Number(value.toPrecision(value >= 99 ? 4 : 2)));
}

function figure(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** What the scores of a batch were held against, since a model is surer of rows that it was trained on. */
export function trainedOnText(share: number): string {
  if (share === 0) return 'compared with scores of rows that the model was not trained on';
  if (share === 1) return 'compared with scores of rows that the model was trained on';
  return `compared with scores of rows of which ${percent(share)} % were trained on, which fits best`;
}
