import { z } from 'zod';
import { readArrayFile, writeArrayFile } from './array-file.ts';
import { type CheckpointFile, checkpointFile } from '../learners/network/checkpoint.ts';
import type { FitOutcome } from './fit-task.ts';

const facts = z.object({ parameters: z.int(), seconds: z.number(), predictSeconds: z.number() });

/**
 * Does a task, or takes what an earlier run left of it: its outcome where it was finished, else its last checkpoint.
 * `path` names the task and all that determines it; without one nothing is kept.
 */
export async function resumeFit(
  path: string | undefined,
  fit: (checkpoint: CheckpointFile | undefined) => Promise<FitOutcome>,
): Promise<FitOutcome> {
  if (path === undefined) return fit(undefined);
  const finished = await readArrayFile(`${path}.outcome`);
  const parsed = facts.safeParse(finished?.data);
  const [logits, ...subsetLogits] = finished?.arrays ?? [];
  if (parsed.success && logits !== undefined) return { ...parsed.data, logits, subsetLogits };
  const outcome = await fit(checkpointFile(`${path}.checkpoint`));
  const { parameters, seconds, predictSeconds } = outcome;
  await writeArrayFile(`${path}.outcome`, {
    data: { parameters, seconds, predictSeconds },
    arrays: [outcome.logits, ...outcome.subsetLogits],
  });
  return outcome;
}
