import type { Column } from './columns/column.ts';
import { onMissingOf } from './columns/column.ts';
import type { DatasetSchema } from './dataset-schema.ts';
import { recordColumns } from './derived/derivation.ts';
import { domainOf } from './columns/domain.ts';
import { featureGroupsOf } from './groups/feature-groups-of.ts';

/** A JSON Schema, as far as Rampart writes them. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * The JSON Schema (2020-12) of one record: its features and what the derived ones are computed from, without the
 * schema's other columns; a feature group is there as a whole or not at all. It states the plain form of a value; `readRecord` also takes spellings such as the text
 * "1" for the number 1.
 */
export function recordJsonSchema(schema: DatasetSchema): JsonSchema {
  const columns = recordColumns(schema);
  const groups = featureGroupsOf(schema);
  const grouped = new Set(groups.flatMap((group) => group.columns));
  const together = Object.assign({}, ...groups.map((group) => allOrNone(group.columns, columns))) as object;
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: schema.name,
    ...(schema.description === undefined ? {} : { description: schema.description }),
    type: 'object',
    properties: Object.fromEntries(columns.map((column) => [column.name, cellSchema(column)])),
    required: columns
      .filter(({ name, optional }) => !optional && !grouped.has(name))
      .map((column) => column.name),
    ...(Object.keys(together).length === 0 ? {} : { dependentRequired: together }),
    additionalProperties: false,
  };
}

/** Each column asks for the next one and the last for the first, so that any of them asks for all. */
function allOrNone(names: readonly string[], columns: readonly Column[]): Record<string, string[]> {
  const needed = names.filter((name) => !columns.find((column) => column.name === name)!.optional);
  if (names.length < 2 || needed.length === 0) return {};
  return Object.fromEntries(
    names.flatMap((name) => {
      const next = needed[(needed.indexOf(name) + 1) % needed.length]!;
      return next === name ? [] : [[name, [next]]];
    }),
  );
}

function cellSchema(column: Column): JsonSchema {
  const { numeric, values: declared } = domainOf(column);
  const values = column.onUnseen === 'other' ? undefined : declared;
  const nullable = onMissingOf(column) === 'impute';
  const types = [...typesOf(column, numeric, values), ...(nullable ? ['null'] : [])];
  return {
    ...(column.description === undefined ? {} : { description: column.description }),
    type: types.length === 1 ? types[0] : types,
    ...(values === undefined ? {} : { enum: nullable ? [...values, null] : values }),
    ...(column.min === undefined ? {} : { minimum: column.min }),
    ...(column.max === undefined ? {} : { maximum: column.max }),
  };
}

function typesOf(
  column: Column,
  numeric: boolean,
  values: readonly (number | string)[] | undefined,
): string[] {
  if (column.kind === 'time') return ['string', 'number'];
  if (!numeric) return ['string'];
  return values?.every(Number.isInteger) === true ? ['integer'] : ['number'];
}
