import type { NetworkShape } from '@rampart/core/tensor';
import type { LogitTargets } from '../logit-loss.ts';

/** The parameters under training with AdamW's two running moments; the moments are sums, see `adamw.ts`. */
export interface OptimizerState {
  /** Steps taken. */
  readonly step: number;
  readonly parameters: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** The state before the first step. */
export function startState(parameters: Float32Array): OptimizerState {
  const zeros = new Float32Array(parameters.length);
  return { step: 0, parameters, first: zeros, second: zeros };
}

/** What stays the same from step to step. */
export interface StepOptions {
  readonly shape: NetworkShape;
  /** Most rows of a batch. */
  readonly capacity: number;
  /** Whether hidden units are dropped: whether there are masks. */
  readonly dropout: boolean;
  /** Decoupled decay of the weights; biases, scales and offsets are not decayed. */
  readonly weightDecay: number;
  /** Gradients longer than this are shortened to it; 0: none. */
  readonly clipNorm: number;
  readonly start: OptimizerState;
  /** Threads that the kernel may work on a step with; 1 where left out. */
  readonly threads?: number | undefined;
}

/** Steps of AdamW along the gradient of one batch after the other. */
export interface TrainingStep extends Disposable {
  /** Where the caller puts the rows of a batch, row-major [capacity × inputs]. */
  readonly features: Float32Array;
  /** Where the caller puts one inverted-dropout mask a hidden layer, [members · rows × units], the first member's rows first; none without dropout. */
  readonly masks: readonly Float32Array[];
  /** One step on the first `rows` rows; the loss before it. */
  run(rows: number, targets: LogitTargets, learningRate: number): number;
  /** Logits [rows × outputs], the members' mean, of transformed rows under the present parameters, without dropout. */
  logits(features: Float32Array, rows: number): Float64Array;
  /** The present state; copies. */
  state(): OptimizerState;
}

/** Decay of the running moments. */
export const firstDecay = 0.9;
export const secondDecay = 0.999;
const epsilon = 1e-8;

/**
 * The factors of step 1, 2, … of AdamW (Loshchilov and Hutter, 2019) where the moments are the sums m' = m / (1 - β1)
 * and v' = v / (1 - β2): the bias corrections become factors on the host.
 */
export function adamFactors(step: number, learningRate: number): { rate: number; epsilon: number } {
  const first = (1 - firstDecay) / (1 - firstDecay ** step);
  const second = Math.sqrt((1 - secondDecay) / (1 - secondDecay ** step));
  return { rate: (learningRate * first) / second, epsilon: epsilon / second };
}

/** What a gradient of this squared length is multiplied with. */
export function clipFactor(squaredNorm: number, clipNorm: number): number {
  const length = Math.sqrt(squaredNorm);
  return clipNorm > 0 && length > clipNorm ? clipNorm / length : 1;
}
