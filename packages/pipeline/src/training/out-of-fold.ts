import type { Config, Random } from '@rampart/core';
import { fitPreprocessing } from '@rampart/core/tensor';
import type { CandidateSettings } from './candidate-settings.ts';
import { type EncodedRows, rowsWhere, takeEncoded, transformEncoded } from './encoded-rows.ts';
import type { FitPool } from './fit-pool.ts';
import { runFitTask } from './fit-task.ts';
import { outputUnits } from './network.ts';

/** How candidates are tried on rows they were not trained on. */
export interface OutOfFoldOptions {
  /** Fold (0 … folds - 1) of each row. */
  readonly fold: Int32Array;
  readonly folds: number;
  readonly transformation: Config['transformation'];
  readonly classWeights: 'none' | 'balanced';
  readonly random: Random;
  readonly pool?: FitPool | undefined;
  /** Called after each network with the share of the work done. */
  readonly onProgress?: ((fraction: number, note: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One candidate's out-of-fold logits, row-major [rows × outputs]. */
export interface OutOfFold {
  readonly candidate: CandidateSettings;
  readonly logits: Float64Array;
  /** Numbers that the network learns: the largest over the folds, whose preprocessing may differ in width. */
  readonly parameters: number;
  /** Spent on training and scoring. */
  readonly seconds: number;
}

/**
 * Logits of every row by networks that never saw its fold, for every candidate. Preprocessing is fitted anew on
 * each fold's training rows, once for all candidates; only as many folds are in memory as are being worked on.
 */
export async function outOfFoldLogits(
  rows: EncodedRows,
  candidates: readonly CandidateSettings[],
  { fold, folds, transformation, classWeights, random, pool, onProgress, signal }: OutOfFoldOptions,
): Promise<OutOfFold[]> {
  const count = rows.labels.length;
  const outputs = outputUnits(rows.classes);
  const tried = candidates.map((candidate) => ({
    candidate,
    logits: new Float64Array(count * outputs),
    parameters: 0,
    seconds: 0,
  }));
  const total = folds * candidates.length;
  let done = 0;
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const settle = async (atMost: number) => {
    while (running.size > atMost) await Promise.race(running);
    if (failures.length > 0) throw failures[0];
  };
  try {
    for (let held = 0; held < folds; held++) {
      const heldRows = rowsWhere(count, (row) => fold[row] === held);
      const encoded = takeEncoded(
        rows,
        rowsWhere(count, (row) => fold[row] !== held),
      );
      const preprocessing = fitPreprocessing(encoded.encoding, encoded.columns, transformation);
      const data = transformEncoded(preprocessing, encoded);
      const test = transformEncoded(preprocessing, takeEncoded(rows, heldRows));
      for (const one of tried) {
        const seed = random.fork(`${one.candidate.name}/${held}`).seed;
        const { labels, classes, positive, weights } = encoded;
        const labelled = { labels, classes, positive, ...(weights && { weights }) };
        const task = { labelled, data, test, candidate: one.candidate, classWeights, seed };
        const fitted = (pool?.run(task, signal) ?? runFitTask(task, signal)).then((outcome) => {
          for (const [i, row] of heldRows.entries()) {
            one.logits.set(outcome.logits.subarray(i * outputs, (i + 1) * outputs), row * outputs);
          }
          one.parameters = Math.max(one.parameters, outcome.parameters);
          one.seconds += outcome.seconds;
          onProgress?.(++done / total, `${one.candidate.name}, fold ${held + 1} of ${folds}`);
        });
        const tracked = fitted
          .catch((error) => void failures.push(error))
          .finally(() => running.delete(tracked));
        running.add(tracked);
        // Enough to keep every thread busy, few enough that only a fold or two are in memory.
        await settle(pool ? candidates.length : 0);
      }
    }
    await settle(0);
  } finally {
    // After a failure the others are still at work.
    await Promise.all(running);
  }
  return tried;
}
