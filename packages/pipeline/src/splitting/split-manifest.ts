import { z } from 'zod';
import { crossing } from './count-crossing.ts';

/** A holdout: where its rows come from, and what they share with the training rows. */
const holdoutPart = z.object({
  name: z.string(),
  /** Split off the source, a table of its own, or the rows of the source with one property. */
  kind: z.enum(['split', 'given', 'shifted']),
  rows: z.number(),
  /** SHA-256 of what the rows hold. */
  digest: z.string(),
  vectors: crossing,
  /** The same of each column that groups rows, and of the one that the split goes by. */
  columns: z.array(crossing.extend({ name: z.string() })),
});

/** How the rows were divided before validation, and the proof: counts of what training and each holdout share. */
export const splitSummary = z.object({
  /** `given`: the holdout is a table of its own. */
  by: z.enum(['vector', 'group', 'row', 'time', 'key', 'given']),
  column: z.string().nullable(),
  seed: z.number(),
  /** Share of the rows that was to be held out; null with a table of its own. */
  fraction: z.number().nullable(),
  training: z.object({ rows: z.number(), digest: z.string() }),
  /** The first one decides on the model. */
  holdouts: z.array(holdoutPart).min(1),
});
export type SplitSummary = z.infer<typeof splitSummary>;

/** The same with the rows themselves. */
export const splitManifest = splitSummary.extend({
  holdouts: z
    .array(
      holdoutPart.extend({
        /** Positions in the source's snapshot, rising; null where the holdout is a table of its own, of which all rows belong to it. */
        positions: z.array(z.number()).nullable(),
      }),
    )
    .min(1),
  digest: z.string(),
});
export type SplitManifest = z.infer<typeof splitManifest>;
