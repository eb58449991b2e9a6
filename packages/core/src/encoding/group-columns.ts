import { z } from 'zod';

/** The numbers of each feature group's columns among the encoded ones. */
export const groupColumns = z.array(z.array(z.int().nonnegative()).min(1));

/** Whether the encoded row that starts at `packed[at]` has a feature group: one of its columns is not missing. */
export function hasGroup(columns: readonly number[], packed: ArrayLike<number>, at: number): boolean {
  for (let i = 0; i < columns.length; i++) if (!Number.isNaN(packed[at + columns[i]!]!)) return true;
  return false;
}
