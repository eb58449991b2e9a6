import { z } from 'zod';

/** A tensor backend and the version of its library: what sums come out as depends on both. */
export const backendFact = z.object({
  name: z.enum(['tfjs-node', 'wasm', 'cpu']),
  version: z.string(),
});
