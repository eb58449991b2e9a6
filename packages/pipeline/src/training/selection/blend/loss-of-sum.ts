import { logSumExp } from '../../learners/network/logit-loss.ts';

/** Logits of several members of the same rows, each row-major [rows × outputs], with targets as in `logitLoss`. */
export interface MemberLogits {
  readonly members: readonly Float64Array[];
  readonly outputs: number;
  readonly targets: ArrayLike<number>;
  /** Rows of weight 0 count for nothing; all 1 where left out. */
  readonly weights?: ArrayLike<number> | undefined;
}

/** The log-loss of a weighted sum of logits over all rows, and its derivatives by the factors. */
export interface LossOfSum {
  readonly loss: number;
  readonly gradient: Float64Array;
  /** Row-major [members × members]. */
  readonly curvature: Float64Array;
}

/** The same logits with one for each of two classes, that of the other class being 0. */
export function withBothClasses(rows: MemberLogits): MemberLogits {
  if (rows.outputs > 1) return rows;
  const both = (logits: Float64Array) => {
    const pairs = new Float64Array(2 * logits.length);
    for (let row = 0; row < logits.length; row++) pairs[2 * row + 1] = logits[row]!;
    return pairs;
  };
  return { ...rows, members: rows.members.map(both), outputs: 2 };
}

/** The loss of the members' logits times their factors, with a logit for every class. */
export function lossOfSum(
  { members, outputs, targets, weights }: MemberLogits,
  factors: ArrayLike<number>,
): LossOfSum {
  const count = members.length;
  const gradient = new Float64Array(count);
  const curvature = new Float64Array(count * count);
  const shares = new Float64Array(outputs);
  /** Of the row at hand: the members' logits less their mean over the classes, by the shares that these have. */
  const centred = new Float64Array(count * outputs);
  let loss = 0;
  for (let row = 0, start = 0; row < targets.length; row++, start += outputs) {
    const weight = weights === undefined ? 1 : weights[row]!;
    if (weight === 0) continue;
    const target = targets[row]!;
    shares.fill(0);
    for (let i = 0; i < count; i++) {
      for (let k = 0; k < outputs; k++) shares[k]! += factors[i]! * members[i]![start + k]!;
    }
    const all = logSumExp(shares, 0, outputs);
    loss += weight * (all - shares[target]!);
    for (let k = 0; k < outputs; k++) shares[k] = Math.exp(shares[k]! - all);
    for (let i = 0; i < count; i++) {
      const logits = members[i]!;
      let mean = 0;
      for (let k = 0; k < outputs; k++) mean += shares[k]! * logits[start + k]!;
      gradient[i]! += weight * (mean - logits[start + target]!);
      for (let k = 0; k < outputs; k++) centred[i * outputs + k] = logits[start + k]! - mean;
    }
    for (let i = 0; i < count; i++) {
      for (let j = 0; j <= i; j++) {
        let product = 0;
        for (let k = 0; k < outputs; k++) {
          product += shares[k]! * centred[i * outputs + k]! * centred[j * outputs + k]!;
        }
        curvature[i * count + j]! += weight * product;
      }
    }
  }
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) curvature[j * count + i] = curvature[i * count + j]!;
  }
  return { loss, gradient, curvature };
}
