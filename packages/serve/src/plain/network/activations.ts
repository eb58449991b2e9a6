import type { NetworkShape } from '@rampart/core/portable';

/** Each activation, of all sums in place. */
export const activations: Readonly<Record<NetworkShape['activation'], (sums: Float64Array) => void>> = {
  relu(sums) {
    for (let u = 0; u < sums.length; u++) sums[u] = Math.max(sums[u]!, 0);
  },
  silu(sums) {
    for (let u = 0; u < sums.length; u++) sums[u]! /= 1 + Math.exp(-sums[u]!);
  },
  gelu(sums) {
    for (let u = 0; u < sums.length; u++) {
      const sum = sums[u]!;
      sums[u] = 0.5 * sum * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (sum + 0.044715 * sum ** 3)));
    }
  },
  tanh(sums) {
    for (let u = 0; u < sums.length; u++) sums[u] = Math.tanh(sums[u]!);
  },
};
