import { z } from 'zod';
import type { Checkpoint } from '../array-file.ts';
import { epochRecord } from '../epoch-record.ts';
import type { EpochRecord } from '../learner.ts';
import type { OptimizerState } from './step/training-step.ts';

/** All that a training needs to go on after an epoch as if it had never stopped. */
export interface NetworkState {
  readonly state: OptimizerState;
  readonly history: readonly EpochRecord[];
  /** The epoch with the lowest validation loss so far. */
  readonly best?:
    | { readonly loss: number; readonly epoch: number; readonly parameters: Float32Array }
    | undefined;
}

/** Where one training keeps its last state. */
export interface NetworkCheckpoint {
  /** undefined where there is none, or none that can be read. */
  read(): Promise<NetworkState | undefined>;
  write(state: NetworkState): Promise<void>;
}

const facts = z.object({
  step: z.int(),
  history: z.array(epochRecord),
  best: z.object({ loss: z.number(), epoch: z.int() }).nullable(),
});

/** States of a network in a checkpoint; each takes the place of the one before it. */
export function networkCheckpoint(checkpoint: Checkpoint): NetworkCheckpoint {
  return {
    async read() {
      const file = await checkpoint.read();
      const parsed = facts.safeParse(file?.data);
      const [parameters, first, second, bestParameters] = (file?.arrays ?? []).map((array) =>
        Float32Array.from(array),
      );
      if (!parsed.success || parameters === undefined || first === undefined || second === undefined) {
        return undefined;
      }
      const { step, history, best } = parsed.data;
      if ((best === null) !== (bestParameters === undefined)) return undefined;
      return {
        state: { step, parameters, first, second },
        history,
        best: best === null ? undefined : { ...best, parameters: bestParameters! },
      };
    },
    async write({ state, history, best }) {
      const { step, parameters, first, second } = state;
      await checkpoint.write({
        data: { step, history, best: best ? { loss: best.loss, epoch: best.epoch } : null },
        arrays: [parameters, first, second, ...(best ? [best.parameters] : [])].map((array) =>
          Float64Array.from(array),
        ),
      });
    },
  };
}
