import { z } from 'zod';
import { transforms } from './transforms/transforms.ts';

/** One transform with its state for each column of the block. */
const step = z
  .strictObject({ transform: z.enum([...transforms.keys()]), states: z.array(z.unknown()) })
  .superRefine(({ transform, states }, context) => {
    const { state } = transforms.get(transform)!;
    states.forEach((value, i) => {
      const [issue] = state.safeParse(value).error?.issues ?? [];
      // Of a state with a thousand faults the first is enough.
      if (issue !== undefined) context.addIssue({ ...issue, path: ['states', i, ...issue.path] });
    });
  });

/** Columns that share a chain of transforms; all but the last step leave as many columns as they get. */
const block = z
  .strictObject({ columns: z.array(z.int().nonnegative()).min(1), steps: z.array(step).min(1) })
  .refine(({ columns, steps }) => steps.every(({ states }) => states.length === columns.length), {
    message: 'one state for each column in every step',
  });

/** Columns of a preprocessing that share a chain of transforms. */
export type PreprocessingBlock = z.infer<typeof block>;

/** Everything between encoded rows and the network's inputs, as fitted on training rows; plain JSON. */
export const preprocessingSchema = z
  .strictObject({
    inputs: z.int().positive(),
    /** Its outputs stand beside the encoded columns, from number `inputs` on, for the other blocks to read. */
    filled: block.optional(),
    blocks: z.array(block).min(1),
  })
  .refine(
    ({ inputs, filled, blocks }) => {
      const all = inputs + (filled === undefined ? 0 : blockWidth(filled));
      const within = (limit: number) => (part: PreprocessingBlock) =>
        part.columns.every((column) => column < limit);
      return blocks.every(within(all)) && (filled === undefined || within(inputs)(filled));
    },
    { message: 'columns within the inputs' },
  )
  .refine(
    ({ inputs, filled, blocks }) =>
      // A number that is missing would go on, and some backends make one of it.
      [...(filled === undefined ? [] : [filled]), ...blocks].every(
        ({ columns, steps: [first] }) =>
          transforms.get(first!.transform)!.takesMissing || columns.every((column) => column >= inputs),
      ),
    { message: 'missing values filled in before other steps' },
  );
export type Preprocessing = z.infer<typeof preprocessingSchema>;

/** The number of columns that come out of a block. */
export function blockWidth({ steps }: PreprocessingBlock): number {
  const { transform, states } = steps.at(-1)!;
  const { width } = transforms.get(transform)!;
  return states.reduce<number>((sum, state) => sum + width(state), 0);
}

/** The number of network inputs that come out. */
export function preprocessingWidth({ blocks }: Preprocessing): number {
  return blocks.reduce((total, part) => total + blockWidth(part), 0);
}

/**
 * How much computing it needs at once: the most numbers that a step makes of one row, and the most that one makes of its
 * states.
 */
export function preprocessingSize({ filled, blocks }: Preprocessing): { row: number; table: number } {
  const steps = [...(filled ? [filled] : []), ...blocks].flatMap((part) => part.steps);
  const largest = (measure: 'row' | 'table') =>
    steps.reduce(
      (most, { transform, states }) =>
        Math.max(most, transforms.get(transform)![measure]?.(states) ?? states.length),
      0,
    );
  return { row: largest('row'), table: largest('table') };
}
