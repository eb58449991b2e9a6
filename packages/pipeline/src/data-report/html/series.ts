import type { DataReport, HistogramSeries } from '../data-report.ts';

/** A series of a chart: told by its colour and, for those who do not see it, by its symbol or its place. */
export interface Series extends HistogramSeries, Look {}

interface Look {
  readonly colour: string;
  readonly symbol: 'circle' | 'square' | 'triangle' | 'diamond' | 'star' | 'cross';
}

type Classes = DataReport['overview']['classes'];

// The positive class is the one to look for, so it has the warm colour.
const positiveLook: Look = { colour: 'var(--series-2)', symbol: 'square' };
const classLooks: readonly Look[] = [
  { colour: 'var(--series-1)', symbol: 'circle' },
  { colour: 'var(--series-3)', symbol: 'triangle' },
  { colour: 'var(--series-4)', symbol: 'diamond' },
  { colour: 'var(--series-5)', symbol: 'star' },
];
const othersLook: Look = { colour: 'var(--series-6)', symbol: 'cross' };
const splitLooks: Readonly<Record<string, Look>> = {
  batch: { colour: 'var(--ink)', symbol: 'circle' },
  reference: { colour: 'var(--series-6)', symbol: 'square' },
};

/** The symbols as characters, for the words beside a chart. */
export const signs: Readonly<Record<Look['symbol'], string>> = {
  circle: '●',
  square: '■',
  triangle: '▲',
  diamond: '◆',
  star: '★',
  cross: '✚',
};

/**
 * The class series of a column as the charts draw them: each class in the same look all over the page, the
 * largest ones (and always the positive one) by themselves, the rest summed into one.
 */
export function classSeries(byClass: readonly HistogramSeries[], classes: Classes): Series[] {
  const looks = looksOf(classes);
  const shown = byClass.flatMap((series) => {
    const look = looks.get(series.name);
    return look === undefined ? [] : [{ ...series, ...look }];
  });
  const rest = byClass.filter(({ name }) => !looks.has(name));
  const [first] = rest;
  if (first === undefined) return shown;
  const others = {
    name: rest.length === 1 ? first.name : `${rest.length} other classes`,
    rows: rest.reduce((sum, { rows }) => sum + rows, 0),
    counts: first.counts.map((_, bin) => rest.reduce((sum, { counts }) => sum + counts[bin]!, 0)),
  };
  return [...shown, { ...others, ...othersLook }];
}

/** The batch and its reference as the charts draw them. */
export function splitSeries(bySplit: readonly HistogramSeries[]): Series[] {
  return bySplit.map((series, at) => ({
    ...series,
    ...(splitLooks[series.name] ?? classLooks[at % classLooks.length]!),
  }));
}

function looksOf(classes: Classes): Map<string, Look> {
  const largest = classes.toSorted((left, right) => right.rows - left.rows);
  const others = largest.filter(({ positive }) => !positive).slice(0, classLooks.length);
  const looks = new Map<string, Look>();
  for (const { name } of classes.filter((one) => others.includes(one)))
    looks.set(name, classLooks[looks.size]!);
  for (const { name } of largest.filter(({ positive }) => positive)) looks.set(name, positiveLook);
  return looks;
}
