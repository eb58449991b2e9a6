import { parseSchema, type Problem, RampartError } from '@rampart/core';
import { listed } from '@rampart/core/internal';
import { profileColumn } from './column-profile.ts';
import { findTarget } from './target/find-target.ts';
import { GiveawayFinder } from './giveaway-finder.ts';
import { inferColumn } from './infer-column.ts';
import type { InferredColumn } from './inferred-column.ts';
import { inferTarget } from './target/infer-target.ts';
import { certainTokens } from './missing-tokens.ts';
import { profileForColumn } from './profile-for-column.ts';
import { profileTable, type TableProfile } from './profile/table-profile.ts';
import type { ColumnDefinition, Doubt, InferenceOptions, InferredSchema, RawTable } from './raw-table.ts';

/**
 * A first schema of a table never seen before, good enough to run with, and everything a person should look
 * at. The schema accepts every labelled row it was inferred from, and closes a domain only where fresh rows are
 * unlikely to leave it. Throws a RampartError where no schema can be told: names twice, no rows, a target that
 * is a quantity or has one class.
 */
export function inferSchema(table: RawTable, options: InferenceOptions): InferredSchema {
  return inferFromProfile(profileTable(table), options);
}

/** The same from the profile of a table of any length. */
export function inferFromProfile(table: TableProfile, options: InferenceOptions): InferredSchema {
  checkTable(table);
  const { names } = table;
  const { index: at, doubts: why } = findTarget(
    names.map((name, index) => profileColumn(name, table.columns[index]!, certainTokens)),
    options,
  );
  const targetProfile = profileColumn(names[at]!, table.columns[at]!, certainTokens);
  const target = inferTarget(targetProfile, options.positive);
  const targetColumn = withMissing(target.column, [...targetProfile.tokens.keys()]);
  const giveaways = new GiveawayFinder(table, at, targetColumn);
  const columns = names.map((name, index): InferredColumn => {
    if (index === at) return { column: targetColumn, doubts: [...why, ...target.doubts] };
    const { profile, doubts } = profileForColumn(name, table.columns[index]!);
    const inferred = inferColumn(profile);
    return giveaways.judge({ ...inferred, doubts: [...doubts, ...inferred.doubts] }, index);
  });
  useSomething(columns);

  const schema = {
    name: options.name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'table',
    missing: [''],
    ...(table.hasHeader === false ? { file: { header: false } } : {}),
    columns: columns.map(({ column }) => column),
  };
  parseSchema(schema, 'the inferred schema');
  return {
    schema,
    doubts: columns.flatMap(({ column, doubts }) =>
      doubts.map((doubt): Doubt => ({ column: column.name, doubt })),
    ),
  };
}

function withMissing(column: ColumnDefinition, tokens: readonly string[]): ColumnDefinition {
  return tokens.length === 0 ? column : { ...column, missing: ['', ...tokens] };
}

/** A table whose only columns give the label away can still be run; one that has nothing else cannot. */
function useSomething(columns: InferredColumn[]): void {
  if (columns.some(({ column }) => column.role === undefined)) return;
  const copies = columns.flatMap((inferred, index) =>
    inferred.doubts.some((doubt) => /copy of the label/.test(doubt)) ? [index] : [],
  );
  if (copies.length === 0) {
    throw new RampartError('data', {
      where: 'the table',
      expected: 'at least one column that a model can learn from',
      received: listed(
        columns.map(
          ({ column }) => `\`${column.name}\` (${column.role === 'target' ? 'the target' : column.kind})`,
        ),
      ),
    });
  }
  for (const index of copies) {
    const { role: _, ...column } = columns[index]!.column;
    columns[index] = {
      column,
      doubts: ['it seems to be a copy of the label, and is used only because nothing else can be'],
    };
  }
}

function checkTable({ names, rows }: TableProfile): void {
  const problems: Problem[] = [];
  const where = 'the table';
  if (rows === 0) problems.push({ where, expected: 'at least one row', received: 'none' });
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0)
    problems.push({ where, expected: 'column names that differ', received: `${listed(twice)} twice` });
  for (const [index, name] of names.entries()) {
    if (name.trim() === '')
      problems.push({ where: `column number ${index + 1}`, expected: 'a name', received: 'none' });
  }
  if (problems.length > 0) throw new RampartError('data', problems);
}
