import type { Random } from '@rampart/core';
import type { InputSpan } from '@rampart/core/tensor';
import { incompleteSubsets } from '../../../features/encoded-groups.ts';
import { type MaskedGroups, maskGroups } from './masked-groups.ts';
import type { LogitTargets } from './logit-loss.ts';

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
  /** What is seen of a row without a feature group, where the schema has any. */
  readonly masked?: MaskedGroups;
  /** Inputs that are one category together: no value lies between two of theirs. */
  readonly categories?: readonly InputSpan[];
}

/** The given rows, in the given order. */
export function takeTransformed(data: TrainingData, indices: Int32Array): TrainingData {
  const { weights } = data;
  return {
    ...data,
    rows: indices.length,
    features: takeFeatures(data, indices),
    targets: indices.map((row) => data.targets[row]!),
    ...(weights && { weights: Float32Array.from(indices, (row) => weights[row]!) }),
  };
}

/** The inputs of the given rows, in the given order. */
export function takeFeatures(
  { features, width }: Pick<TrainingData, 'features' | 'width'>,
  indices: Int32Array,
): Float32Array {
  const taken = new Float32Array(indices.length * width);
  for (const [i, row] of indices.entries()) {
    taken.set(features.subarray(row * width, (row + 1) * width), i * width);
  }
  return taken;
}

/** Reusable memory for the batches of one training run. */
export class BatchBuffer {
  readonly #data: TrainingData;
  readonly #features: Float32Array;
  readonly #targets: Int32Array;
  readonly #weights: Float32Array | undefined;
  readonly #groupDropout: number;
  readonly #subsets: readonly (readonly (readonly boolean[])[])[];

  /** `features` [capacity × width] is where the rows of a batch are put. */
  constructor(data: TrainingData, capacity: number, features: Float32Array, groupDropout: number) {
    this.#data = data;
    this.#features = features;
    this.#targets = new Int32Array(capacity);
    this.#weights = data.weights && new Float32Array(capacity);
    this.#groupDropout = groupDropout;
    const { masked } = data;
    this.#subsets =
      groupDropout > 0 && masked ? incompleteSubsets(masked.groups.length, masked.ungrouped) : [];
  }

  /**
   * Copies the rows order[start] … order[end - 1] together and hides feature groups of some; the targets are
   * overwritten by the next call.
   */
  gather(
    order: Int32Array,
    start: number,
    end: number,
    hiding: Random,
  ): Pick<LogitTargets, 'targets' | 'weights'> {
    const { width, features, targets, weights, masked } = this.#data;
    for (let i = start; i < end; i++) {
      const row = order[i]!;
      const at = (i - start) * width;
      this.#features.set(features.subarray(row * width, (row + 1) * width), at);
      this.#targets[i - start] = targets[row]!;
      if (this.#weights) this.#weights[i - start] = weights![row]!;
      if (masked === undefined || this.#subsets.length === 0) continue;
      if (hiding.next() >= this.#groupDropout) continue;
      const among = this.#subsets[hiding.integer(this.#subsets.length)]!;
      maskGroups(this.#features, at, masked, among[hiding.integer(among.length)]!);
    }
    return { targets: this.#targets, ...(this.#weights && { weights: this.#weights }) };
  }
}
