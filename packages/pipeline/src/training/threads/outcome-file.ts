import { z } from 'zod';
import { readArrayFile, writeArrayFile } from '../learners/array-file.ts';

type Kept = Omit<FoldOutcome, 'fitted'>;

const facts = z.object({
  parameters: z.int(),
  rowCost: z.number(),
  seconds: z.number(),
  predictSeconds: z.number(),
});

/** What an earlier run left of a finished task; `path` names the task and all that determines it. */
export async function readOutcome(path: string): Promise<Kept | undefined> {
  const finished = await readArrayFile(`${path}.outcome`);
  const parsed = facts.safeParse(finished?.data);
  const [logits] = finished?.arrays ?? [];
  return parsed.success && logits !== undefined ? { ...parsed.data, logits } : undefined;
}

/** Keeps what came of a task for a later run. */
export async function writeOutcome(path: string, outcome: Kept): Promise<void> {
  const { logits, parameters, rowCost, seconds, predictSeconds } = outcome;
  await writeArrayFile(`${path}.outcome`, {
    data: { parameters, rowCost, seconds, predictSeconds },
    arrays: [logits],
  });
}

/** What came of a member in a fold. */
export interface FoldOutcome {
  /** Of the test rows, row-major [rows × outputs]. */
  readonly logits: Float64Array;
  /** undefined where an earlier run left the rest. */
  readonly fitted: unknown;
  /** Numbers that the member learned. */
  readonly parameters: number;
  /** Multiplications and additions that a row takes, roughly. */
  readonly rowCost: number;
  /** Spent on training. */
  readonly seconds: number;
  /** Spent on scoring the test rows. */
  readonly predictSeconds: number;
}
