import { parseConfig } from '@rampart/core';
import { plainPreprocessing } from '@rampart/core/portable';
import { categoricalInputs, packRows, preprocessingWidth } from '@rampart/core/tensor';
import { type EncodedRows, fitEncoded } from '../../features/encoded-rows.ts';
import type { Inputs } from './comparable-inputs.ts';

const { transformation } = parseConfig({}, 'the defaults');

/**
 * How a network that is told nothing else would see rows, for distances to be told from: fitted on the given ones, for
 * these and others. It needs no tensors. Throws RampartError('data') where no column has two values.
 */
export function encodedInputs(rows: EncodedRows): (columns: readonly Float64Array[]) => Inputs {
  const preprocessing = fitEncoded(rows, transformation);
  const apply = plainPreprocessing(preprocessing);
  const width = preprocessingWidth(preprocessing);
  const categories = categoricalInputs(preprocessing);
  return (columns) => {
    const packed = packRows(columns);
    const count = columns[0]!.length;
    const features = new Float32Array(count * width);
    for (let row = 0; row < count; row++) {
      apply(
        packed.subarray(row * columns.length, (row + 1) * columns.length),
        features.subarray(row * width, (row + 1) * width),
      );
    }
    return { width, features, categories };
  };
}
