import { z } from 'zod';

/** Ranges of settings that more than one section has. */
export const share = z.number().gt(0).lt(1);
/** `multipleOf` rather than `int`, which keeps zod from reporting what else is wrong. */
export const whole = z.number().multipleOf(1).max(Number.MAX_SAFE_INTEGER);
export const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, `.`, `_` and `-`');
