import { z } from 'zod';
import type { Transform } from './transform.ts';

/** 1 where the value is missing, 0 elsewhere. */
export const missingFlag: Transform<Record<string, never>> = {
  name: 'missing-flag',
  takesMissing: true,
  categorical: true,
  state: z.strictObject({}),
  fit: () => ({}),
  width: () => 1,
  plain:
    ({ length }) =>
    (values, outputs, at) => {
      for (let i = 0; i < length; i++) outputs[at + i] = Number(Number.isNaN(values[i]!));
    },
};
