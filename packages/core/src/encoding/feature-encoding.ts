import { z } from 'zod';

/** How one feature's typed cells become floats; missing is NaN everywhere. */
export const featureEncoding = z.discriminatedUnion('type', [
  z.strictObject({
    name: z.string(),
    type: z.literal('number'),
    /** Subtracted in float64, so that what float32 then holds is the spread and not the distance from 0. */
    origin: z.number(),
  }),
  z.strictObject({
    name: z.string(),
    type: z.literal('category'),
    /** A value's place in this list is its float; every other value gets the list's length. */
    vocabulary: z.array(z.union([z.number(), z.string()])),
    /** Where given, the other values get this many floats, from the list's length on, by a hash of their text. */
    buckets: z.int().positive().optional(),
  }),
]);
export type FeatureEncoding = z.infer<typeof featureEncoding>;

/** The encodings of all features, in the order of the schema. */
export type Encoding = readonly FeatureEncoding[];
