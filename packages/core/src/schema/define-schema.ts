import type { DatasetSchema, RecordOf, SchemaDefinition } from './dataset-schema.ts';
import { parseSchema } from './parse-schema.ts';

/**
 * A dataset schema written in code; the type of its records follows from the definition. Throws a
 * RampartError('schema') with every problem.
 */
export function defineSchema<const D extends SchemaDefinition>(definition: D): DatasetSchema<RecordOf<D>> {
  return parseSchema(definition, `schema ${definition.name}`) as DatasetSchema<RecordOf<D>>;
}
