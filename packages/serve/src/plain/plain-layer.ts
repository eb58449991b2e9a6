/** What a layer gives for the row under way. */
export interface PlainValues {
  readonly width: number;
  /** Computed when first asked for; overwritten by the next row. */
  read(): Float32Array;
}

/** Where a layer stands in its model. */
export interface PlainPlace {
  /** What model.json says of the layer. */
  readonly config: unknown;
  /** What the layers before it give, in the order in which it takes them. */
  readonly inputs: readonly PlainValues[];
  /** One of the layer's weights, row-major, by its name in the layer; all that its kind asks for are there. */
  weight(name: string): Float32Array;
}

/** A layer's forward pass for one row. */
export interface PlainPass {
  readonly width: number;
  /** Writes what the layer gives for the row under way. */
  compute(outputs: Float32Array): void;
}

/** A class of layers, as a pass over plain arrays. */
export interface PlainLayer {
  /** What model.json calls the class. */
  readonly className: string;
  /** The pass of one layer; undefined where one row cannot be computed without the others. Throws a RampartError('bundle') for a config that is none. */
  build(place: PlainPlace): PlainPass | undefined;
}
