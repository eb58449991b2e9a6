import { blockWidth, type Preprocessing, type PreprocessingBlock } from './preprocessing.ts';
import { transforms } from './transforms/transforms.ts';
import type { PlainTransform } from './transforms/transform.ts';

/**
 * A preprocessing over plain arrays, without TensorFlow.js: one encoded row [features] in, its network inputs [width]
 * out, as the tensor operations give them.
 */
export function plainPreprocessing(
  preprocessing: Preprocessing,
): (row: Float32Array, outputs: Float32Array) => void {
  const { inputs, filled, blocks } = preprocessing;
  const fill = filled === undefined ? undefined : plainBlock(filled);
  const columns = new Float32Array(inputs + (filled === undefined ? 0 : blockWidth(filled)));
  let width = 0;
  const parts = blocks.map((block) => {
    const part = { apply: plainBlock(block), at: width };
    width += blockWidth(block);
    return part;
  });
  return (row, outputs) => {
    let all = row;
    if (fill !== undefined) {
      columns.set(row);
      fill(row, columns, inputs);
      all = columns;
    }
    for (let i = 0; i < parts.length; i++) parts[i]!.apply(all, outputs, parts[i]!.at);
  };
}

/** The transforms of a block one after another; each but the last leaves as many columns as it gets. */
function plainBlock({ columns, steps }: PreprocessingBlock): PlainTransform {
  const chain = steps.map(({ transform, states }) => transforms.get(transform)!.plain(states));
  const last = chain.pop()!;
  const places = Int32Array.from(columns);
  const values = new Float32Array(columns.length);
  return (row, outputs, at) => {
    for (let i = 0; i < places.length; i++) values[i] = row[places[i]!]!;
    // In place: a transform of one output a column has read a value before it writes there.
    for (let i = 0; i < chain.length; i++) chain[i]!(values, values, 0);
    last(values, outputs, at);
  };
}
