import type { DatasetSchema } from '@rampart/core';
import {
  didYouMean,
  featureGroupsOf,
  recordColumns,
  sourceColumns,
  trainingColumns,
} from '@rampart/core/internal';
import { profileColumn } from './column-profile.ts';
import { diffColumn, type Difference } from './diff-column.ts';
import { inferColumn } from './infer-column.ts';
import { missingTokens } from './missing-tokens.ts';
import type { ColumnDefinition, RawTable } from './raw-table.ts';

/** A table beside a schema: how it differs, and the columns as they would have to be declared. */
export interface SchemaComparison {
  readonly rows: number;
  readonly differences: readonly Difference[];
  /** Changed and new columns of the schema, whole; an absent one is for a person to decide on. */
  readonly patch: readonly ColumnDefinition[];
}

/** Compares the columns of a table with those of a schema, derived ones left out. */
export function compareSchema(table: RawTable, schema: DatasetSchema): SchemaComparison {
  const differences: Difference[] = [];
  const patch: ColumnDefinition[] = [];
  const known = new Set(schema.columns.map(({ name }) => name));
  const strangers = table.names.filter((name) => !known.has(name));
  const needed = new Set([...trainingColumns(schema), ...recordColumns(schema)]);
  const lackedGroup = new Map(
    featureGroupsOf(schema)
      .filter(({ columns }) => !columns.some((name) => table.names.includes(name)))
      .flatMap(({ name, columns }) => columns.map((column) => [column, name])),
  );
  for (const column of sourceColumns(schema)) {
    const index = table.names.indexOf(column.name);
    if (index < 0) {
      const near = didYouMean(column.name, strangers);
      const group = lackedGroup.get(column.name);
      const need = needed.has(column)
        ? group === undefined
          ? ''
          : `, nor any other of the feature group \`${group}\`: it can be scored, but not trained on`
        : ', which nothing needs';
      const text = `the table has no such column${need}`;
      differences.push({
        column: column.name,
        difference: 'absent',
        text: near === undefined ? text : `${text}; \`${near}\` may be the same under another name`,
        values: [],
      });
      continue;
    }
    const compared = diffColumn(table, index, column, schema);
    differences.push(...compared.differences);
    if (compared.proposed !== undefined) patch.push(compared.proposed);
  }
  for (const name of strangers) {
    const profile = profileColumn(table, table.names.indexOf(name), missingTokens);
    const { column, doubts } = inferColumn(profile);
    const text = ['the schema has no such column', ...doubts].join('; ');
    differences.push({ column: name, difference: 'unknown', text, values: [] });
    const tokens = [...profile.tokens.keys()].filter((token) => !schema.missing.includes(token));
    const missing = column.missing ?? (tokens.length === 0 ? undefined : [...schema.missing, ...tokens]);
    patch.push({ ...column, ...(missing === undefined ? {} : { missing }) });
  }
  return { rows: table.rows.length, differences, patch };
}
