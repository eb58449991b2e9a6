import { z } from 'zod';

/** A number of a state: a little beyond what fitting gives, so that no difference of two overflows float32. */
export const stateNumber = z.number().min(-2e30).max(2e30);

/** What values are divided by: at least about what fitting gives, so that float32 has it and never divides by 0. */
export const stateScale = z.number().min(1e-31).max(2e30);

/** Bin edges, rising in float32 too, so that no bin has a width of 0. */
export const stateEdges = z
  .array(stateNumber)
  .min(1)
  .refine((edges) => edges.every((edge, i) => i === 0 || Math.fround(edge - edges[i - 1]!) > 0), {
    message: 'edges that rise',
  });
