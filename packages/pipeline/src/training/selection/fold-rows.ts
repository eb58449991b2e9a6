import { type Config, digestOf } from '@rampart/core';
import {
  type EncodedRows,
  fitEncoded,
  rowsWhere,
  takeEncoded,
  transformEncoded,
} from '../../features/encoded-rows.ts';
import type { TrainingData } from '../learners/network/training-data.ts';

/** One fold held out: the other rows to train on, its own to test on, under preprocessing fitted on the others. */
export interface FoldRows {
  readonly data: TrainingData;
  readonly test: TrainingData;
}

/** Float32 bytes of transformed rows that are kept for the next candidate. */
const mostBytes = 400e6;

/** Gives the rows of a fold under a transformation; those asked for last are kept, because candidates share them. */
export function createFoldRows(
  rows: EncodedRows,
  fold: Int32Array,
): (held: number, transformation: Config['transformation']) => FoldRows {
  const kept = new Map<string, FoldRows>();
  const digests = new WeakMap<object, string>();
  const digest = (transformation: Config['transformation']) => {
    const text = digests.get(transformation) ?? digestOf(transformation);
    digests.set(transformation, text);
    return text;
  };
  return (held, transformation) => {
    const key = `${held}/${digest(transformation)}`;
    const made = kept.get(key) ?? prepare(held, transformation);
    kept.delete(key);
    kept.set(key, made);
    let bytes = 0;
    for (const [name, one] of [...kept].reverse()) {
      bytes += one.data.features.byteLength + one.test.features.byteLength;
      if (bytes > mostBytes && name !== key) kept.delete(name);
    }
    return made;
  };

  function prepare(held: number, transformation: Config['transformation']): FoldRows {
    const sides = [false, true].map((inside) =>
      takeEncoded(
        rows,
        rowsWhere(fold.length, (row) => (fold[row] === held) === inside),
      ),
    );
    const [encoded, heldOut] = [sides[0]!, sides[1]!];
    const preprocessing = fitEncoded(encoded, transformation);
    return {
      data: transformEncoded(preprocessing, encoded),
      test: transformEncoded(preprocessing, heldOut),
    };
  }
}
