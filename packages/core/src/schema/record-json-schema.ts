import type { Column } from './column.ts';
import { onMissingOf } from './column.ts';
import type { DatasetSchema } from './dataset-schema.ts';
import { recordColumns } from './derivation.ts';
import { domainOf } from './domain.ts';

/** A JSON Schema, as far as Rampart writes them. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * The JSON Schema (2020-12) of one record: its features and what the derived ones are computed from, without the
 * schema's other columns. It states the plain form of a value; `readRecord` also takes spellings such as the text
 * "1" for the number 1.
 */
export function recordJsonSchema(schema: DatasetSchema): JsonSchema {
  const columns = recordColumns(schema);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: schema.name,
    ...(schema.description === undefined ? {} : { description: schema.description }),
    type: 'object',
    properties: Object.fromEntries(columns.map((column) => [column.name, cellSchema(column)])),
    required: columns.filter((column) => !column.optional).map((column) => column.name),
    additionalProperties: false,
  };
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
