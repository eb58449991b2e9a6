import type { BundleStore } from '@rampart/core';
import { z } from 'zod';

/**
 * Notes in the ledger of a model's versions that a model is about to be scored on a holdout, unless it has been before, and returns
 * by how many models the holdout has been looked at, this one included. It is called before the rows are read, so that
 * a look counts even where the process dies of it. Both are told by the SHA-256 of their file.
 */
export async function countLook(
  store: BundleStore,
  { holdout, weights, runId }: { readonly holdout: string; readonly weights: string; readonly runId: string },
): Promise<number> {
  const lookAtIt = z.object({
    event: z.literal('holdout-read'),
    holdout: z.literal(holdout),
    weights: z.string(),
  });
  const entries = (await store.entries()).map((entry) => lookAtIt.safeParse(entry).data);
  const models = new Set(entries.flatMap((entry) => entry?.weights ?? []));
  if (!models.has(weights)) {
    await store.append({ event: 'holdout-read', runId, holdout, weights });
  }
  return models.add(weights).size;
}
