import type { Column } from './column.ts';
import { onMissingOf } from './column.ts';
import type { DatasetSchema } from './dataset-schema.ts';
import { domainOf } from './domain.ts';
import { featuresOf } from './features-of.ts';

/** A JSON Schema, as far as Rampart writes them. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * The JSON Schema (2020-12) of one record: its features, without the schema's other columns. It states the
 * plain form of a value; `readRecord` also takes spellings such as the text "1" for the number 1.
 */
export function recordJsonSchema(schema: DatasetSchema): JsonSchema {
  const features = featuresOf(schema);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: schema.name,
    ...(schema.description === undefined ? {} : { description: schema.description }),
    type: 'object',
    properties: Object.fromEntries(features.map((column) => [column.name, cellSchema(column)])),
    required: features.filter((column) => !column.optional).map((column) => column.name),
    additionalProperties: false,
  };
}

function cellSchema(column: Column): JsonSchema {
  const { numeric, values } = domainOf(column);
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
