import { appendLedger, readLedger } from '@rampart/core';
import { z } from 'zod';

/**
 * Notes in a registry's ledger that a model is about to be scored on a holdout, unless it has been before, and returns
 * by how many models the holdout has been looked at, this one included. It is called before the rows are read, so that
 * a look counts even where the process dies of it. Both are told by the SHA-256 of their file.
 */
export async function countLook(
  registry: string,
  { holdout, weights, runId }: { readonly holdout: string; readonly weights: string; readonly runId: string },
): Promise<number> {
  const lookAtIt = z.object({
    event: z.literal('holdout-read'),
    holdout: z.literal(holdout),
    weights: z.string(),
  });
  const entries = (await readLedger(registry)).map((entry) => lookAtIt.safeParse(entry).data);
  const models = new Set(entries.flatMap((entry) => entry?.weights ?? []));
  if (!models.has(weights)) {
    await appendLedger(registry, {
      event: 'holdout-read',
      at: new Date().toISOString(),
      runId,
      holdout,
      weights,
    });
  }
  return models.add(weights).size;
}
