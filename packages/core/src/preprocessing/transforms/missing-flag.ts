import { z } from 'zod';
import type { Transform } from './transform.ts';

/** 1 where the value is missing, 0 elsewhere. */
export const missingFlag: Transform<Record<string, never>> = {
  name: 'missing-flag',
  categorical: true,
  state: z.strictObject({}),
  fit: () => ({}),
  width: () => 1,
};
