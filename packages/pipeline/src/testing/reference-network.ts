import { hasSkip, layerSlots, type NetworkShape, varianceEpsilon } from '@rampart/core/tensor';

/** Logits [rows × members × outputs] of a network, written once more in plain float64 loops: the oracle of the gradients. */
export function referenceLogits(
  shape: NetworkShape,
  flat: Float64Array,
  rows: readonly (readonly number[])[],
  masks: readonly ArrayLike<number>[] = [],
): Float64Array {
  const { members, outputs } = shape;
  const layers = layerSlots(shape);
  const output = layers.pop()!;
  const logits = new Float64Array(rows.length * members * outputs);
  for (let member = 0; member < members; member++) {
    let hidden = rows.map((row) => [...row]);
    for (const [l, { inputs, units, weights, scale, bias, gain, offset }] of layers.entries()) {
      let sums = hidden.map((row) =>
        Array.from({ length: units }, (_, j) => {
          let sum = 0;
          for (let i = 0; i < inputs; i++) sum += row[i]! * flat[weights.start + i * units + j]!;
          const factor = scale ? flat[scale.start + member * units + j]! : 1;
          return sum * factor + flat[bias.start + member * units + j]!;
        }),
      );
      if (shape.normalization === 'layer') sums = sums.map(standardized);
      if (shape.normalization === 'batch') sums = transposed(transposed(sums).map(standardized));
      const before = hidden;
      hidden = sums.map((row, r) =>
        row.map((sum, j) => {
          const x = gain ? sum * flat[gain.start + j]! + flat[offset!.start + j]! : sum;
          const mask = masks[l]?.[(member * rows.length + r) * units + j] ?? 1;
          return activate(shape.activation, x) * mask + (hasSkip(shape, l) ? before[r]![j]! : 0);
        }),
      );
    }
    for (const [r, row] of hidden.entries()) {
      for (let k = 0; k < outputs; k++) {
        let sum = flat[output.bias.start + member * outputs + k]!;
        for (const [i, value] of row.entries()) {
          sum += value * flat[output.weights.start + (member * row.length + i) * outputs + k]!;
        }
        logits[(r * members + member) * outputs + k] = sum;
      }
    }
  }
  return logits;
}

function activate(activation: NetworkShape['activation'], x: number): number {
  if (activation === 'relu') return Math.max(x, 0);
  if (activation === 'tanh') return Math.tanh(x);
  if (activation === 'silu') return x / (1 + Math.exp(-x));
  return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
}

function standardized(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance + varianceEpsilon));
}

function transposed(rows: readonly number[][]): number[][] {
  return rows[0]!.map((_, j) => rows.map((row) => row[j]!));
}
