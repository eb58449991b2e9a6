import { z } from 'zod';

/** How one feature of a row becomes one float. Missing is NaN in both. */
export const featureEncoding = z.discriminatedUnion('type', [
  z.strictObject({
    name: z.string(),
    type: z.literal('number'),
    /** Subtracted in float64 before the cast to float32, so that large values keep their spread. */
    origin: z.number(),
  }),
  z.strictObject({
    name: z.string(),
    type: z.literal('category'),
    /** The float is the value's index here, and the length for a value that is not here. */
    vocabulary: z.array(z.union([z.number(), z.string()])),
  }),
]);
export type FeatureEncoding = z.infer<typeof featureEncoding>;

/** How a row becomes the model's input: one encoding per feature, in order. */
export const encoding = z.array(featureEncoding);
export type Encoding = z.infer<typeof encoding>;
