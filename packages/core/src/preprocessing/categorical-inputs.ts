import type { Preprocessing } from './preprocessing.ts';
import { transforms } from './transforms/transforms.ts';

/** Network inputs that stand together: `length` of them from number `start`. */
export interface InputSpan {
  readonly start: number;
  readonly length: number;
}

/** The inputs that come of categories, one span a column: no value lies between two of theirs. */
export function categoricalInputs({ blocks }: Preprocessing): InputSpan[] {
  const spans: InputSpan[] = [];
  let start = 0;
  for (const { steps } of blocks) {
    const { transform, states } = steps.at(-1)!;
    const { width, categorical } = transforms.get(transform)!;
    for (const state of states) {
      const length = width(state);
      if (categorical) spans.push({ start, length });
      start += length;
    }
  }
  return spans;
}
