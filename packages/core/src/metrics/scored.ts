/** Rows with their true classes and the probabilities a model gave them. */
export interface Scored {
  /** The true class number of each row. */
  readonly labels: ArrayLike<number>;
  /** Row-major [rows × classes], each in [0, 1]. */
  readonly probabilities: Float64Array;
  readonly classes: number;
  /** The class the question is about; null where no class is special. */
  readonly positive: number | null;
  /** How much each row counts, zero or more; one each where left out. */
  readonly weights?: ArrayLike<number>;
}

/** Two classes, one of which is the declared positive: the metrics are about that class and a threshold decides. */
export interface BinaryScored extends Scored {
  readonly positive: number;
}

/** Whether the metrics are about one positive class; if not, they are averages over all classes. */
export function isBinary(scored: Scored): scored is BinaryScored {
  return scored.classes === 2 && scored.positive !== null;
}

/** The probabilities of one class, row by row. */
export function probabilitiesOf({ labels, probabilities, classes }: Scored, of: number): Float64Array {
  const scores = new Float64Array(labels.length);
  for (let row = 0; row < scores.length; row++) scores[row] = probabilities[row * classes + of]!;
  return scores;
}

/** The weight of each row, one where none were given. */
export function weightsOf({ labels, weights }: Scored): Float64Array {
  return weights === undefined ? new Float64Array(labels.length).fill(1) : Float64Array.from(weights);
}

/**
 * Throws a RangeError for lengths that do not fit, a label that is no class, a probability outside [0, 1] or
 * a negative weight: a NaN from a diverged network would otherwise sort anywhere and give a plausible figure.
 */
export function checkScored({ labels, probabilities, classes, positive, weights }: Scored): void {
  if (probabilities.length !== labels.length * classes) {
    throw new RangeError(
      `expected ${labels.length} × ${classes} probabilities, received ${probabilities.length}`,
    );
  }
  if (weights !== undefined && weights.length !== labels.length) {
    throw new RangeError(`expected ${labels.length} weights, received ${weights.length}`);
  }
  const isClass = (label: number) => Number.isInteger(label) && label >= 0 && label < classes;
  if (positive !== null && !isClass(positive)) {
    throw new RangeError(`expected a positive class below ${classes}, received ${positive}`);
  }
  expectAll(labels, isClass, `a class below ${classes}`);
  expectAll(probabilities, (p) => p >= 0 && p <= 1, 'a probability in [0, 1]');
  if (weights !== undefined) expectAll(weights, (w) => w >= 0 && w < Infinity, 'a weight of zero or more');
}

function expectAll(values: ArrayLike<number>, holds: (value: number) => boolean, expected: string): void {
  for (let i = 0; i < values.length; i++) {
    if (!holds(values[i]!)) throw new RangeError(`expected ${expected}, received ${values[i]} at entry ${i}`);
  }
}
