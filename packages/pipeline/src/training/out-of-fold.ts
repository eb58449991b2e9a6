import type { Config, Random } from '@rampart/core';
import { fitPreprocessing } from '@rampart/core/tensor';
import type { CandidateSettings } from './candidate-settings.ts';
import { type EncodedRows, rowsWhere, takeEncoded, transformEncoded } from './encoded-rows.ts';
import { fitCandidate } from './fit-candidate.ts';
import { outputUnits, parameterCount } from './network.ts';
import { networkLogits } from './predict-network.ts';

/** How candidates are tried on rows they were not trained on. */
export interface OutOfFoldOptions {
  /** Fold (0 … folds - 1) of each row. */
  readonly fold: Int32Array;
  readonly folds: number;
  readonly transformation: Config['transformation'];
  readonly classWeights: 'none' | 'balanced';
  readonly random: Random;
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
 * each fold's training rows, once for all candidates; only one fold is in memory at a time.
 */
export async function outOfFoldLogits(
  rows: EncodedRows,
  candidates: readonly CandidateSettings[],
  { fold, folds, transformation, classWeights, random, onProgress, signal }: OutOfFoldOptions,
): Promise<OutOfFold[]> {
  const count = rows.labels.length;
  const outputs = outputUnits(rows.classes);
  const tried = candidates.map((candidate) => ({
    candidate,
    logits: new Float64Array(count * outputs),
    parameters: 0,
    seconds: 0,
  }));
  for (let held = 0; held < folds; held++) {
    const heldRows = rowsWhere(count, (row) => fold[row] === held);
    const encoded = takeEncoded(
      rows,
      rowsWhere(count, (row) => fold[row] !== held),
    );
    const preprocessing = fitPreprocessing(encoded.encoding, encoded.columns, transformation);
    const data = transformEncoded(preprocessing, encoded);
    const test = transformEncoded(preprocessing, takeEncoded(rows, heldRows));
    for (const [number, one] of tried.entries()) {
      const { candidate, logits } = one;
      const started = performance.now();
      const network = await fitCandidate({ encoded, data }, candidate, {
        classWeights,
        random: random.fork(`${candidate.name}/${held}`),
        signal,
      });
      const found = networkLogits(network, test.features, test.rows);
      for (const [i, row] of heldRows.entries()) {
        logits.set(found.subarray(i * outputs, (i + 1) * outputs), row * outputs);
      }
      one.parameters = Math.max(one.parameters, parameterCount(network.shape));
      one.seconds += (performance.now() - started) / 1000;
      onProgress?.(
        (held * tried.length + number + 1) / (folds * tried.length),
        `${candidate.name}, fold ${held + 1} of ${folds}`,
      );
    }
  }
  return tried;
}
