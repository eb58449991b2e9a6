/** What one batch of logits costs, and the derivative of that cost by each logit. */
export interface LogitLoss {
  /** Weighted loss in nats, divided by the number of rows. */
  readonly loss: number;
  /** Row-major [rows × members × outputs]. */
  readonly gradient: Float32Array;
}

/** The targets of a batch as `logitLoss` takes them. */
export interface LogitTargets {
  /** Two classes: 1 for the positive class, 0 for the other. Else the class number. */
  readonly targets: ArrayLike<number>;
  /** One weight a row; all 1 where left out. */
  readonly weights?: ArrayLike<number>;
  /** Share of the target spread evenly over all classes. */
  readonly labelSmoothing: number;
  /** Focal loss's gamma: how much less a row counts the surer it is right; 0, the default, is cross-entropy. */
  readonly focal?: number;
  /** Consecutive rows of logits that are answers to one row; the loss is the mean over them. Default 1. */
  readonly members?: number;
}

/**
 * Cross-entropy of row-major logits, or focal loss Σ −t (1 − p)^γ log p over classes (Lin et al., 2017) with
 * `focal`; binary where `outputs` is 1, else softmax. The gradient goes to the array given, or to a new one. It runs
 * on the host in float64, because a batch has few logits and a single read is cheaper than a dozen tensor operations.
 */
export function logitLoss(
  logits: ArrayLike<number>,
  outputs: number,
  batch: LogitTargets,
  gradient: Float32Array = new Float32Array(logits.length),
): LogitLoss {
  const binary = outputs === 1;
  const plain = (batch.focal ?? 0) === 0;
  const lossOf = plain ? (binary ? binaryLoss : softmaxLoss) : binary ? binaryFocal : softmaxFocal;
  return { loss: lossOf(logits, outputs, batch, gradient), gradient };
}

type BatchLoss = (
  logits: ArrayLike<number>,
  outputs: number,
  batch: LogitTargets,
  gradient: Float32Array,
) => number;

// The four loops are written out: one call a row, or a closure, costs more than what it does.

const binaryLoss: BatchLoss = (logits, _, { targets, weights, labelSmoothing, members = 1 }, gradient) => {
  const count = logits.length;
  const even = labelSmoothing / 2;
  let loss = 0;
  for (let row = 0, i = 0; i < count; row++) {
    const share = (weights === undefined ? 1 : weights[row]!) / count;
    const wanted = targets[row]! * (1 - labelSmoothing) + even;
    // One logarithm of a product instead of one a member; up to 1,000 factors of at most 2 stay finite.
    let product = 1;
    for (const end = i + members; i < end; i++) {
      const logit = logits[i]!;
      const e = Math.exp(logit < 0 ? logit : -logit);
      const one = 1 / (1 + e);
      gradient[i] = share * ((logit < 0 ? e * one : one) - wanted);
      loss += share * ((logit < 0 ? 0 : logit) - wanted * logit);
      product *= 1 + e;
    }
    // log(1 + e) is as good as log1p here: what it loses for tiny e is below float64's step of a loss near 1.
    loss += share * Math.log(product);
  }
  return loss;
};

const softmaxLoss: BatchLoss = (
  logits,
  outputs,
  { targets, weights, labelSmoothing, members = 1 },
  gradient,
) => {
  const count = logits.length / outputs;
  const even = labelSmoothing / outputs;
  const exponentials = new Float64Array(outputs);
  let loss = 0;
  for (let row = 0, start = 0; start < logits.length; row++) {
    const share = (weights === undefined ? 1 : weights[row]!) / count;
    const target = targets[row]!;
    for (const end = start + members * outputs; start < end; start += outputs) {
      let most = logits[start]!;
      for (let k = 1; k < outputs; k++) if (logits[start + k]! > most) most = logits[start + k]!;
      let sum = 0;
      let total = 0;
      for (let k = 0; k < outputs; k++) {
        const logit = logits[start + k]! - most;
        const e = Math.exp(logit);
        exponentials[k] = e;
        sum += e;
        total += logit;
      }
      for (let k = 0; k < outputs; k++) {
        const wanted = k === target ? even + 1 - labelSmoothing : even;
        gradient[start + k] = share * (exponentials[k]! / sum - wanted);
      }
      const wantedLogit = (1 - labelSmoothing) * (logits[start + target]! - most) + even * total;
      loss += share * (Math.log(sum) - wantedLogit);
    }
  }
  return loss;
};

const binaryFocal: BatchLoss = (
  logits,
  _,
  { targets, weights, labelSmoothing, focal: gamma = 0, members = 1 },
  gradient,
) => {
  const count = logits.length;
  const even = labelSmoothing / 2;
  let loss = 0;
  for (let row = 0, i = 0; i < count; row++) {
    const share = (weights === undefined ? 1 : weights[row]!) / count;
    const wanted = targets[row]! * (1 - labelSmoothing) + even;
    for (const end = i + members; i < end; i++) {
      const logit = logits[i]!;
      const e = Math.exp(logit < 0 ? logit : -logit);
      const surer = 1 / (1 + e);
      const [p, q] = logit < 0 ? [e * surer, surer] : [surer, e * surer];
      const softplus = Math.log(1 + e);
      const logP = (logit < 0 ? logit : 0) - softplus;
      const logQ = (logit < 0 ? 0 : -logit) - softplus;
      const positive = wanted * q ** gamma;
      const negative = (1 - wanted) * p ** gamma;
      gradient[i] = share * (positive * (gamma * p * logP - q) - negative * (gamma * q * logQ - p));
      loss -= share * (positive * logP + negative * logQ);
    }
  }
  return loss;
};

const softmaxFocal: BatchLoss = (
  logits,
  outputs,
  { targets, weights, labelSmoothing, focal: gamma = 0, members = 1 },
  gradient,
) => {
  const count = logits.length / outputs;
  const even = labelSmoothing / outputs;
  // By the logarithm of each class's probability.
  const slopes = new Float64Array(outputs);
  const probabilities = new Float64Array(outputs);
  let loss = 0;
  for (let row = 0, start = 0; start < logits.length; row++) {
    const share = (weights === undefined ? 1 : weights[row]!) / count;
    const target = targets[row]!;
    for (const end = start + members * outputs; start < end; start += outputs) {
      const normalizer = logSumExp(logits, start, outputs);
      let slope = 0;
      for (let k = 0; k < outputs; k++) {
        const wanted = k === target ? even + 1 - labelSmoothing : even;
        const logP = logits[start + k]! - normalizer;
        const p = Math.exp(logP);
        const q = 1 - p;
        const modulation = q > 0 ? q ** gamma : 0;
        loss -= share * wanted * modulation * logP;
        // Where p rounds to 1 the quotient would be 0 / 0; the slope tends to 0.
        slopes[k] = q > 0 ? wanted * modulation * ((gamma * p * logP) / q - 1) : 0;
        probabilities[k] = p;
        slope += slopes[k]!;
      }
      for (let k = 0; k < outputs; k++) {
        gradient[start + k] = share * (slopes[k]! - probabilities[k]! * slope);
      }
    }
  }
  return loss;
};

/** 1 / (1 + e^-x), without overflow. */
export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : 1 - 1 / (1 + Math.exp(x));
}

/** log Σ e^x over `count` entries from `start`, without overflow. */
export function logSumExp(values: ArrayLike<number>, start: number, count: number): number {
  let most = values[start]!;
  for (let i = start + 1; i < start + count; i++) {
    const value = values[i]!;
    if (value > most) most = value;
  }
  let sum = 0;
  for (let i = start; i < start + count; i++) sum += Math.exp(values[i]! - most);
  return most + Math.log(sum);
}
