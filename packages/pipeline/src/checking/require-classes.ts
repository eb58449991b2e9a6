import type { DatasetSchema, Problem, TypedTable } from '@rampart/core';
import { featuresOf, listed, RampartError, targetOf } from '@rampart/core/internal/tables';
import { weightColumn, weightName } from '../features/weight-column.ts';
import { featureVectors } from '../splitting/group-rows.ts';
import { classNumbers } from '../splitting/split-table.ts';

/** Rows that must have every class. */
export interface ClassedPart {
  /** As messages call them. */
  readonly where: string;
  readonly table: TypedTable;
  /** What they were taken from, with what is beside them; themselves where they are all of it. */
  readonly of: TypedTable;
  /** What helps, where no more rows of a class can be had. */
  readonly otherwise: string;
}

/** Below this share of all weight a class adds nothing to a sum of 32-bit floats. */
const leastShare = 2 ** -24;

/** Throws RampartError('data') where some rows lack a class, or weight for it, with all such classes and what helps. */
export function requireClasses(parts: readonly ClassedPart[], schema: DatasetSchema): void {
  const problems = parts.flatMap((part) => [
    ...absentClasses(part, schema),
    ...classesHeldBack(part, schema),
    ...weightlessClasses(part, schema),
  ]);
  if (problems.length > 0) throw new RampartError('data', problems);
}

/** Rows of each class, how many of them have weight, and how much. */
export function classTotals(table: TypedTable, schema: DatasetSchema) {
  const target = targetOf(schema);
  const weights = weightColumn(table, schema);
  return classNumbers(table, target).reduce(
    (totals, label, row) => {
      const weight = weights?.[row] ?? 1;
      const own = totals[label]!;
      own.rows++;
      own.weight += weight;
      if (weight > 0) own.weighted++;
      return totals;
    },
    target.classes.map((name) => ({ name, rows: 0, weighted: 0, weight: 0 })),
  );
}

/** Classes of which there is no row at all. */
function absentClasses({ where, of, otherwise }: ClassedPart, schema: DatasetSchema): Problem[] {
  const absent = classTotals(of, schema).filter(({ rows }) => rows === 0);
  if (absent.length === 0) return [];
  return [
    {
      where,
      expected: `rows of every class: ${targetOf(schema).classes.join(', ')}`,
      received: `none of ${absent.map(({ name }) => name).join(', ')}`,
      fix: `Add rows of that class, or ${otherwise}.`,
    },
  ];
}

/** Classes whose rows are all on the other side. */
function classesHeldBack({ where, table, of, otherwise }: ClassedPart, schema: DatasetSchema): Problem[] {
  const before = classTotals(of, schema);
  return classTotals(table, schema).flatMap(({ name, rows }, label) => {
    const all = before[label]!.rows;
    if (rows > 0 || all === 0) return [];
    const vectors = vectorsOfClasses(of, schema)[label]!;
    const alike = vectors === 1 ? 'one and the same feature vector' : `${vectors} different feature vectors`;
    return [
      {
        where,
        expected: `rows of class ${name}`,
        received: `none: all ${all} rows of the class are on the other side of the split, with ${alike}`,
        fix:
          vectors > 2 || vectors === all
            ? `Choose another split, add rows of this class, or ${otherwise}.`
            : `Rows with equal features stay on one side, so that no row is tested that was trained on. Add rows of this class with other features, add columns that tell its rows apart, divide rows with equal features with \`split.by: row\`, or ${otherwise}.`,
      },
    ];
  });
}

function weightlessClasses({ where, table, otherwise }: ClassedPart, schema: DatasetSchema): Problem[] {
  const column = weightName(schema);
  if (column === undefined) return [];
  const totals = classTotals(table, schema);
  const all = totals.reduce((sum, { weight }) => sum + weight, 0);
  const without = totals.filter(({ rows, weight }) => rows > 0 && !(weight > leastShare * all));
  if (without.length === 0) return [];
  return [
    {
      where: `column \`${column}\` of ${where}`,
      expected: 'weight for every class',
      received: without
        .map(({ name, rows, weight }) => `${weight} for all ${rows} rows of class ${name} together`)
        .join(', '),
      fix: `Give rows of ${listed(without.map(({ name }) => name))} a weight, set the column's role to \`ignored\`, or ${otherwise}.`,
    },
  ];
}

/** How many different feature vectors the rows of each class have. */
export function vectorsOfClasses(table: TypedTable, schema: DatasetSchema): number[] {
  const vectors = featureVectors(
    table,
    featuresOf(schema).map(({ name }) => name),
  );
  const seen = targetOf(schema).classes.map(() => new Set<number>());
  for (const [row, label] of classNumbers(table, targetOf(schema)).entries()) seen[label]?.add(vectors[row]!);
  return seen.map(({ size }) => size);
}
