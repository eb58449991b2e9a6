import { z } from 'zod';

/** Numbers from `min` to `max`: evenly, evenly in their logarithm (`log`), or whole ones, both ends among them. */
function range(value: z.ZodNumber) {
  return z
    .strictObject({
      min: value,
      max: value,
      scale: z.enum(['linear', 'log', 'integer']).default('linear'),
    })
    .refine(({ min, max }) => min <= max, { path: ['max'], error: '`max` not below `min`' })
    .refine(({ min, scale }) => scale !== 'log' || min > 0, {
      path: ['min'],
      error: 'a number above 0, because the scale is `log`',
    });
}

/** What one number of a random member is drawn from: a single value, a list of choices, or a range. */
export function numbers(value: z.ZodNumber) {
  return z.union([value, z.array(value).min(1), range(value)]);
}

/** What another setting of a random member is drawn from. */
export function choices<T extends z.ZodType>(value: T) {
  return z.array(value).min(1);
}
