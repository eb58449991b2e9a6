import type { Random } from '@rampart/core';
import type { CheckpointFile } from './checkpoint.ts';
import {
  type EpochRecord,
  type FitHooks,
  type FittedNetwork,
  fitNetwork,
  type NetworkSettings,
} from './fit-network.ts';
import type { TrainingData } from './training-data.ts';

/** The hooks of several networks: of each copy, from 0, a checkpoint and a start of its own. */
export interface CopyHooks extends Pick<FitHooks, 'onEpoch' | 'signal' | 'threads'> {
  readonly checkpointOf?: ((copy: number | string) => CheckpointFile) | undefined;
  readonly initials?: readonly Float32Array[] | undefined;
}

/**
 * Trains as many networks as the settings have seeds, each from a start of its own, as one whose logits are the
 * mean of theirs. Epochs and history are those of all, counted on from one network to the next.
 */
export async function fitCopies(
  data: TrainingData,
  validation: TrainingData | undefined,
  settings: NetworkSettings,
  random: Random,
  { onEpoch, signal, checkpointOf, initials, threads }: CopyHooks = {},
): Promise<FittedNetwork> {
  const { seeds } = settings;
  const networks: FittedNetwork[] = [];
  const history: EpochRecord[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const before = history.length;
    // Counted on, so that the epochs of all are one course.
    const counted = (record: EpochRecord) => ({
      ...record,
      epoch: before + record.epoch,
      epochs: seeds * record.epochs,
    });
    const network = await fitNetwork(
      data,
      validation,
      settings,
      seed === 1 ? random : random.fork(`seed ${seed}`),
      {
        signal,
        threads,
        onEpoch: (record) => onEpoch?.(counted(record)),
        checkpoint: checkpointOf?.(seed - 1),
        initial: initials?.[seed - 1],
      },
    );
    networks.push(network);
    history.push(...network.history.map(counted));
  }
  return {
    shape: networks[0]!.shape,
    copies: networks.flatMap(({ copies }) => copies),
    epochs: history.length,
    history,
  };
}
