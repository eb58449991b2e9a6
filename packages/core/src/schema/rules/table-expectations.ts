import { z } from 'zod';

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
/** A time span as text; `milliseconds` reads it. */
export const duration = /^(\d+(?:\.\d+)?)\s*([smhdw])$/;

/** How old the newest row may be. */
export const freshnessSchema = z.strictObject({
  column: z.string().min(1).describe('A column of kind time'),
  maxAge: z.string().regex(duration, 'a duration such as 90s, 30m, 48h, 7d or 2w'),
});
export type Freshness = z.output<typeof freshnessSchema>;

/** How many rows a table may have. */
export const volumeSchema = z.strictObject({
  minRows: z.int().nonnegative().optional(),
  maxRows: z.int().nonnegative().optional(),
});
export type Volume = z.output<typeof volumeSchema>;

/** The milliseconds of a duration such as `48h` that has been checked before. */
export function milliseconds(text: string): number {
  const [, amount, unit] = duration.exec(text)!;
  return Number(amount) * units[unit as keyof typeof units];
}
