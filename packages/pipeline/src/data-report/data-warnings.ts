import { type DatasetSchema, targetOf, type TypedTable } from '@rampart/core';
import { counted, columnOf, featuresOf, isMissing, listed, milliseconds } from '@rampart/core/internal';
import type { BrokenRule } from '../checking/check-table.ts';
import { vectorsOfClasses } from '../checking/require-classes.ts';
import { classNumbers } from '../splitting/split-table.ts';
import { type DataWarning, percentage } from './data-warning.ts';
import type { LeakAudit } from '../leaks/leak-audit.ts';

/** What is known of a table once it has been checked. */
export interface CheckedFacts {
  readonly schema: DatasetSchema;
  /** Rows that the source held, and how many of them were quarantined. */
  readonly read: number;
  readonly quarantined: number;
  /** The valid rows. */
  readonly table: TypedTable;
  /** null where the rows have no labels. */
  readonly leakAudit: LeakAudit | null;
  readonly brokenRules: readonly BrokenRule[];
  readonly unknownColumns: readonly string[];
}

/**
 * Everything about a table that a limit may be set for, but its age and its drift: shares whatever their size, for
 * `judgeWarnings` to hold against their bounds.
 */
export function dataWarnings(facts: CheckedFacts): DataWarning[] {
  const { read, quarantined, table, brokenRules, unknownColumns, leakAudit } = facts;
  const rowsOf = (count: number, all: number) =>
    `${count} of ${counted(all, 'row')} (${percentage(count / all)})`;
  return [
    ...(quarantined === 0
      ? []
      : [share('quarantinedShare', [], quarantined / read, `${rowsOf(quarantined, read)} were quarantined`)]),
    ...volumeWarnings(facts),
    ...(unknownColumns.length === 0
      ? []
      : [fact('unknownColumn', unknownColumns, `not in the schema: ${listed(unknownColumns)}`)]),
    ...missingWarnings(facts),
    ...brokenRules
      .filter(({ rows }) => rows > 0)
      .map(({ rule, rows }) =>
        share(
          'brokenRule',
          [],
          rows / table.rows,
          `rule \`${rule}\` is broken by ${rowsOf(rows, table.rows)}`,
        ),
      ),
    ...(leakAudit === null ? [] : [...fewVectorWarnings(table, facts.schema), ...leakWarnings(leakAudit)]),
  ];
}

function volumeWarnings({ schema, read }: CheckedFacts): DataWarning[] {
  const { minRows = 0, maxRows = Number.POSITIVE_INFINITY } = schema.volume ?? {};
  if (read < minRows)
    return [fact('tooFewRows', [], `${counted(read, 'row')}, expected at least ${minRows}`)];
  return read > maxRows
    ? [fact('tooManyRows', [], `${counted(read, 'row')}, expected at most ${maxRows}`)]
    : [];
}

function missingWarnings({ schema, table }: CheckedFacts): DataWarning[] {
  if (table.rows === 0) return [];
  return featuresOf(schema).flatMap(({ name }) => {
    let missing = 0;
    for (const cell of columnOf(table, name)) if (isMissing(cell)) missing++;
    const part = missing / table.rows;
    const text = `${percentage(part)} of the cells of \`${name}\` hold no value`;
    return missing === 0 ? [] : [share('missingShare', [name], part, text)];
  });
}

/** Rows of a class from which few vectors are no accident. */
const manyRows = 10;
/** Different vectors below which a class is a few cases, however many rows it has. */
const fewVectors = 5;

/** Classes of many rows that are nearly all the same: figures about them are figures about a few cases. */
export function fewVectorWarnings(table: TypedTable, schema: DatasetSchema, where = ''): DataWarning[] {
  const { classes, column } = targetOf(schema);
  const rows = new Float64Array(classes.length);
  for (const label of classNumbers(table, targetOf(schema))) rows[label]!++;
  return vectorsOfClasses(table, schema).flatMap((vectors, label) => {
    if (rows[label]! < manyRows || vectors >= fewVectors) return [];
    const held =
      vectors === 1 ? 'one and the same feature vector' : `only ${vectors} different feature vectors`;
    return [
      fact('fewVectors', [column], `the ${rows[label]} rows of class ${classes[label]}${where} have ${held}`),
    ];
  });
}

function leakWarnings(audit: LeakAudit): DataWarning[] {
  const { rows, constantFeatures, tellingFeatures, identifierFeatures } = audit;
  const telling = 'notComputed' in tellingFeatures ? [] : tellingFeatures.features;
  const [conflicting, repeated] = [audit.conflictingRows, rows - audit.distinctRows];
  return [
    ...constantFeatures.map((name) => fact('constantFeature', [name], `\`${name}\` has one value only`)),
    ...telling
      .filter(({ givesAway }) => givesAway)
      .map(({ name, accuracy }) =>
        fact(
          'leakingFeature',
          [name],
          `\`${name}\` alone gives the label away (${percentage(accuracy)} right)`,
        ),
      ),
    ...identifierFeatures.map(({ name }) =>
      fact('identifierFeature', [name], `\`${name}\` names its rows rather than describes them`),
    ),
    ...(conflicting === 0
      ? []
      : [
          share(
            'conflictingVectors',
            [],
            conflicting / rows,
            `${conflicting} rows (${percentage(conflicting / rows)}) share their features with a row of another label`,
          ),
        ]),
    ...(repeated === 0
      ? []
      : [
          share(
            'duplicateShare',
            [],
            repeated / rows,
            `${repeated} rows (${percentage(repeated / rows)}) are equal to an earlier one`,
          ),
        ]),
  ];
}

/** The time of the newest row, in milliseconds since 1970; null where the schema asks for none or no row has one. */
export function newestTime(table: TypedTable, schema: DatasetSchema): number | null {
  if (schema.freshness === undefined) return null;
  let newest = Number.NEGATIVE_INFINITY;
  for (const time of columnOf(table, schema.freshness.column)) {
    if (!isMissing(time)) newest = Math.max(newest, Number(time));
  }
  return Number.isFinite(newest) ? newest : null;
}

/** Whether the newest row is too old at a time. Apart from the other warnings, since it changes while the data does not. */
export function freshnessWarnings(
  { freshness }: DatasetSchema,
  newest: number | null,
  now: Date,
): DataWarning[] {
  if (freshness === undefined) return [];
  const { column, maxAge } = freshness;
  if (newest === null) return [fact('stale', [column], `no row has a time in \`${column}\``)];
  if (now.getTime() - newest <= milliseconds(maxAge)) return [];
  const text = `the newest row is of ${new Date(newest).toISOString()}, more than ${maxAge} ago`;
  return [fact('stale', [column], text)];
}

function fact(name: DataWarning['name'], columns: readonly string[], text: string): DataWarning {
  return { name, columns: [...columns], share: null, text };
}

function share(
  name: DataWarning['name'],
  columns: readonly string[],
  part: number,
  text: string,
): DataWarning {
  return { name, columns: [...columns], share: part, text };
}
