import { featuresOf } from '@rampart/core/internal';
import type { TypedTable } from '@rampart/core';
import type { Predictor } from '@rampart/serve';

/** A model's scores on typed rows; undefined where no class is positive, or the rows lack a feature of the model. */
export function positiveScores(predictor: Predictor, table: TypedTable): Float64Array | undefined {
  const { positive, classes, schema } = predictor;
  if (positive === null || !featuresOf(schema).every(({ name }) => table.columns.has(name))) return undefined;
  return predictor.score(table).filter((_, at) => at % classes.length === positive);
}
