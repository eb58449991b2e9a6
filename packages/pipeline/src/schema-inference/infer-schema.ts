import { parseSchema, type Problem, RampartError } from '@rampart/core';
import { listed } from '@rampart/core/internal';
import { type ColumnProfile, profileColumn } from './column-profile.ts';
import { findTarget } from './find-target.ts';
import { givesAway } from './gives-away.ts';
import { inferColumn } from './infer-column.ts';
import type { InferredColumn } from './inferred-column.ts';
import { inferTarget } from './infer-target.ts';
import { certainTokens, missingTokens } from './missing-tokens.ts';
import type { Doubt, InferenceOptions, InferredSchema, RawTable } from './raw-table.ts';

/**
 * A first schema of a table never seen before, good enough to run with, and everything a person should look
 * at. The schema accepts every labelled row it was inferred from, and closes a domain only where fresh rows are
 * unlikely to leave it. Throws a RampartError where no schema can be told: names twice, no rows, a target that
 * is a quantity.
 */
export function inferSchema(table: RawTable, options: InferenceOptions): InferredSchema {
  checkTable(table);
  const profiles = table.names.map((_, index) => profileColumn(table, index, missingTokens));
  const { index: at, doubts: why } = findTarget(
    table.names.map((_, index) => withoutWordTokens(table, index, profiles[index]!)),
    options,
  );
  const targetProfile = withoutWordTokens(table, at, profiles[at]!);
  const target = inferTarget(targetProfile, options.positive);
  const columns = profiles.map((profile, index) =>
    index === at
      ? { ...target, doubts: [...why, ...target.doubts] }
      : withoutGiveaway(inferColumn(profile), table, index, at),
  );
  useSomething(columns);

  const tokens = new Set(
    profiles.flatMap((profile, index) => (index === at ? [] : [...profile.tokens.keys()])),
  );
  // A word such as "None" may mean missing everywhere but be a class of the target.
  const own = [...tokens].some((token) => targetProfile.counts.has(token));
  const schema = {
    name: options.name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'table',
    missing: ['', ...new Set([...tokens, ...targetProfile.tokens.keys()])],
    ...(table.hasHeader === false ? { file: { header: false } } : {}),
    columns: columns.map(({ column }, index) =>
      index === at && own ? { ...column, missing: ['', ...targetProfile.tokens.keys()] } : column,
    ),
  };
  parseSchema(schema, 'the inferred schema');
  return {
    schema,
    doubts: columns.flatMap(({ column, doubts }) =>
      doubts.map((doubt): Doubt => ({ column: column.name, doubt })),
    ),
  };
}

/** The profile of a possible label, whose classes may be called None. */
function withoutWordTokens(table: RawTable, index: number, profile: ColumnProfile): ColumnProfile {
  const certain = [...profile.tokens.keys()].every((token) => certainTokens.includes(token));
  return certain ? profile : profileColumn(table, index, certainTokens);
}

function withoutGiveaway(
  inferred: InferredColumn,
  table: RawTable,
  index: number,
  target: number,
): InferredColumn {
  const { column, doubts } = inferred;
  if (column.role !== undefined) return inferred;
  const giveaway = givesAway(table, index, target);
  if (giveaway === undefined) return inferred;
  const label = `\`${table.names[target]!}\``;
  return giveaway === 'copy'
    ? {
        column: { ...column, role: 'ignored' },
        doubts: [...doubts, `not used: it is a copy of the label ${label}`],
      }
    : {
        column,
        doubts: [
          ...doubts,
          `it alone tells ${label} in every row: see whether it is known before the label is`,
        ],
      };
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

function checkTable({ names, rows }: RawTable): void {
  const problems: Problem[] = [];
  const where = 'the table';
  if (rows.length === 0) problems.push({ where, expected: 'at least one row', received: 'none' });
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0)
    problems.push({ where, expected: 'column names that differ', received: `${listed(twice)} twice` });
  for (const [index, name] of names.entries()) {
    if (name.trim() === '')
      problems.push({ where: `column number ${index + 1}`, expected: 'a name', received: 'none' });
  }
  if (problems.length > 0) throw new RampartError('data', problems);
}
