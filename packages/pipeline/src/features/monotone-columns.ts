import type { DatasetSchema } from '@rampart/core';
import { featuresOf } from '@rampart/core/internal';
import type { Encoding, FeatureEncoding } from '@rampart/core/tensor';
import type { EncodedRows } from './encoded-rows.ts';

/** The ways of the encoded columns that a schema declares monotone; undefined where it declares none. */
export function monotoneColumns(schema: DatasetSchema, encoding: Encoding): EncodedRows['monotone'] {
  const ways = featuresOf(schema).map(({ monotone }) => monotone);
  if (ways.every((way) => way === undefined)) return undefined;
  return ways.map((way, at) => {
    if (way === undefined) return 0;
    return (way === 'increasing') === codesRise(encoding[at]!) ? 1 : -1;
  });
}

/** Whether a higher value has a higher number: two numbers may stand in falling order, texts are listed in rising order. */
function codesRise(feature: FeatureEncoding): boolean {
  if (feature.type === 'number') return true;
  const [first, second] = feature.vocabulary;
  return !(typeof first === 'number' && typeof second === 'number' && second < first);
}
