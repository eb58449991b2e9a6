import type { ModelFiles } from '../model-files.ts';
import type { Edge } from './layer-kind.ts';
import { layerKinds } from './layer-kinds.ts';
import { readTopology } from './read-topology.ts';

/**
 * The values of encoded columns where what a saved model gives may jump, as the kinds of its layers name them. Throws a
 * RampartError('bundle') where the files are no model.
 */
export function modelEdges(files: ModelFiles): Edge[] {
  return readTopology(files).layers.flatMap(({ className, settings, inputs }) =>
    // What other layers give has columns of its own, which no row says.
    inputs.length === 1 && inputs[0] === 0 ? [...(layerKinds.get(className)?.edges?.(settings) ?? [])] : [],
  );
}
