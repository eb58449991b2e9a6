import type { Random } from '@rampart/core';
import type { TreeEnsemble } from '@rampart/core/internal';
import type { EncodedRows } from '../../../features/encoded-rows.ts';
import { classTotals } from '../../balance/class-balance.ts';
import { targetsOf } from '../class-logits.ts';
import { codesOf } from './choose-columns.ts';
import { fitTargetStatistics } from './target-statistics.ts';

/** Classes at most of which a lookup tells the share: the most frequent ones. */
const mostClasses = 8;

/** Lookups as an ensemble has them. */
export interface Lookups {
  readonly shapes: TreeEnsemble['shape']['lookups'];
  readonly tables: readonly Float32Array[];
}

/** What is learned of categories, and the columns that the rows which were learned from get by it. */
export interface FittedLookups extends Lookups {
  readonly columns: readonly Float32Array[];
}

/** Learns how often the values of these categories come, and each class with them; of two classes the positive one. */
export function fitLookups(
  { encoding, columns, labels, classes, positive, weights }: EncodedRows,
  categories: readonly number[],
  random: Random,
): FittedLookups {
  const targets = targetsOf(labels, classes, positive);
  const totals = classTotals(targets, classes, weights);
  const all = totals.reduce((sum, total) => sum + total, 0);
  const told = classes === 2 ? [1] : frequentClasses(totals);
  const shared = {
    targets,
    weights: weights ?? new Float32Array(targets.length).fill(1),
    classes: told,
    priors: told.map((k) => totals[k]! / all),
  };
  const fitted = categories.map((column) => {
    const feature = encoding[column]!;
    const entries = feature.type === 'category' ? codesOf(feature) : 1;
    const { lookup, columns: made } = fitTargetStatistics(
      { ...shared, codes: columns[column]!, entries },
      random.fork(`column ${column}`),
    );
    return { shape: { column, entries, values: made.length }, lookup, made };
  });
  return {
    shapes: fitted.map(({ shape }) => shape),
    tables: fitted.map(({ lookup }) => lookup),
    columns: fitted.flatMap(({ made }) => made),
  };
}

function frequentClasses(totals: Float64Array): number[] {
  const byWeight = Array.from(totals.keys()).toSorted((a, b) => totals[b]! - totals[a]!);
  return byWeight.slice(0, mostClasses).toSorted((a, b) => a - b);
}

/** The columns that lookups make of rows to be answered. */
export function lookUp({ shapes, tables }: Lookups, columns: readonly ArrayLike<number>[]): Float32Array[] {
  return shapes.flatMap(({ column, entries, values }, i) =>
    Array.from({ length: values }, (_, k) =>
      Float32Array.from(columns[column]!, (code) =>
        Number.isNaN(code) ? code : tables[i]![Math.min(code, entries - 1) * values + k]!,
      ),
    ),
  );
}

/** The columns of rows that are copies of those learned from: of the row at `sources`, missing where its code is. */
export function takeMade(
  { shapes, columns: made }: FittedLookups,
  sources: Int32Array,
  columns: readonly Float64Array[],
): Float32Array[] {
  const categories = shapes.flatMap(({ column, values }) => new Array<number>(values).fill(column));
  return made.map((values, i) =>
    Float32Array.from(sources, (source, row) =>
      Number.isNaN(columns[categories[i]!]![row]!) ? Number.NaN : values[source]!,
    ),
  );
}
