/** Class names of the layers in the text of model.json, each once, in their order; none where it holds no layers model. */
export function layersOf(topology: string): string[] {
  const { modelTopology } = JSON.parse(topology) as { readonly modelTopology?: SavedLayer };
  return [...new Set(classNames(modelTopology).slice(1))];
}

/** A layer as TensorFlow.js saves it; a model is one too, with layers inside. */
interface SavedLayer {
  readonly class_name: string;
  readonly config?: { readonly layers?: readonly SavedLayer[] };
}

function classNames(layer: SavedLayer | undefined): string[] {
  if (layer === undefined) return [];
  return [layer.class_name, ...(layer.config?.layers ?? []).flatMap(classNames)];
}
