/** What one batch of logits costs, and the derivative of the mean cost by each logit. */
export interface LogitLoss {
  /** Weighted cross-entropy in nats, divided by the number of rows. */
  readonly loss: number;
  /** Row-major [rows × outputs]. */
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
}

/**
 * Cross-entropy of row-major logits: binary where `outputs` is 1, else softmax. It runs on the host in float64,
 * because a batch has few logits and a single read is cheaper than the dozen tensor operations it replaces.
 */
export function logitLoss(
  logits: ArrayLike<number>,
  outputs: number,
  { targets, weights, labelSmoothing }: LogitTargets,
): LogitLoss {
  const rows = logits.length / outputs;
  const gradient = new Float32Array(logits.length);
  const rowLoss = outputs === 1 ? binaryRow : softmaxRow;
  let loss = 0;
  for (let row = 0; row < rows; row++) {
    const share = (weights?.[row] ?? 1) / rows;
    loss += share * rowLoss(logits, row, outputs, targets[row]!, labelSmoothing, share, gradient);
  }
  return { loss, gradient };
}

type RowLoss = (
  logits: ArrayLike<number>,
  row: number,
  outputs: number,
  target: number,
  smoothing: number,
  share: number,
  gradient: Float32Array,
) => number;

const binaryRow: RowLoss = (logits, row, _outputs, target, smoothing, share, gradient) => {
  const logit = logits[row]!;
  const wanted = target * (1 - smoothing) + smoothing / 2;
  gradient[row] = share * (sigmoid(logit) - wanted);
  return softplus(logit) - wanted * logit;
};

const softmaxRow: RowLoss = (logits, row, outputs, target, smoothing, share, gradient) => {
  const start = row * outputs;
  const normalizer = logSumExp(logits, start, outputs);
  const even = smoothing / outputs;
  let loss = normalizer;
  for (let k = 0; k < outputs; k++) {
    const logit = logits[start + k]!;
    const wanted = even + (k === target ? 1 - smoothing : 0);
    gradient[start + k] = share * (Math.exp(logit - normalizer) - wanted);
    loss -= wanted * logit;
  }
  return loss;
};

/** 1 / (1 + e^-x), without overflow. */
export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : 1 - 1 / (1 + Math.exp(x));
}

/** log(1 + e^x), without overflow. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** log Σ e^x over `count` entries from `start`, without overflow. */
export function logSumExp(values: ArrayLike<number>, start: number, count: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = start; i < start + count; i++) most = Math.max(most, values[i]!);
  let sum = 0;
  for (let i = start; i < start + count; i++) sum += Math.exp(values[i]! - most);
  return most + Math.log(sum);
}
