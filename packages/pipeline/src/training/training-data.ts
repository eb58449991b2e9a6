import type { Batch } from './training-step.ts';

/** Transformed rows ready for a network. */
export interface TrainingData {
  readonly rows: number;
  readonly width: number;
  /** Row-major [rows × width], nothing missing. */
  readonly features: Float32Array;
  /** Two classes: 1 for the positive class, 0 for the other. Else the class number. */
  readonly targets: Int32Array;
  readonly classes: number;
  /** One weight a row; all 1 where left out. */
  readonly weights?: Float32Array;
}

/** Class numbers as a network's targets: with two classes 1 for the positive one, else unchanged. */
export function targetsOf(labels: Int32Array, classes: number, positive: number | null): Int32Array {
  if (classes !== 2) return labels;
  const one = positive ?? 1;
  return labels.map((label) => (label === one ? 1 : 0));
}

/** The given rows, in the given order. */
export function takeTransformed(data: TrainingData, indices: Int32Array): TrainingData {
  const { width, weights } = data;
  const features = new Float32Array(indices.length * width);
  for (const [i, row] of indices.entries()) {
    features.set(data.features.subarray(row * width, (row + 1) * width), i * width);
  }
  return {
    ...data,
    rows: indices.length,
    features,
    targets: indices.map((row) => data.targets[row]!),
    ...(weights && { weights: Float32Array.from(indices, (row) => weights[row]!) }),
  };
}

/** Reusable memory for the batches of one training run. */
export class BatchBuffer {
  readonly #data: TrainingData;
  readonly #features: Float32Array;
  readonly #targets: Int32Array;
  readonly #weights: Float32Array | undefined;

  constructor(data: TrainingData, capacity: number) {
    this.#data = data;
    this.#features = new Float32Array(capacity * data.width);
    this.#targets = new Int32Array(capacity);
    this.#weights = data.weights && new Float32Array(capacity);
  }

  /** Copies the rows order[start] … order[end - 1] together; the result is overwritten by the next call. */
  gather(
    order: Int32Array,
    start: number,
    end: number,
  ): Pick<Batch, 'rows' | 'features' | 'targets' | 'weights'> {
    const { width, features, targets, weights } = this.#data;
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      this.#features.set(features.subarray(row * width, (row + 1) * width), (i - start) * width);
      this.#targets[i - start] = targets[row]!;
      if (this.#weights) this.#weights[i - start] = weights![row]!;
    }
    const rows = end - start;
    return {
      rows,
      features: this.#features.subarray(0, rows * width),
      targets: this.#targets,
      ...(this.#weights && { weights: this.#weights }),
    };
  }
}
