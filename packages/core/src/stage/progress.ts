/** One epoch of a network under training; losses are mean cross-entropies in nats. */
export interface EpochEvent {
  readonly type: 'epoch';
  readonly stage: string;
  /** Of a cross-validation: the outer fold under way, from 1. */
  readonly outerFold?: number;
  readonly candidate: string;
  /** The fold that the network does not see, from 1; null for a network on all training rows. */
  readonly fold: number | null;
  /** How many folds the candidate is tried on. */
  readonly folds: number;
  /** From 1. */
  readonly epoch: number;
  /** Epochs planned; early stopping may end sooner. */
  readonly epochs: number;
  readonly loss: number;
  readonly validationLoss?: number;
  /** Of the epoch's last step. */
  readonly learningRate?: number;
}

/** What a run tells whoever watches it; `stage` is the stage's name. */
export type ProgressEvent =
  | {
      readonly type: 'stage-start';
      readonly stage: string;
      /** Why an artifact of an earlier run does not stand for a new one; none where there is no earlier one. */
      readonly reason?: string | undefined;
    }
  | { readonly type: 'stage-skip'; readonly stage: string; readonly reason: string }
  | {
      readonly type: 'stage-progress';
      readonly stage: string;
      /** Share that is done, 0 to 1; NaN where the whole is not known. */
      readonly fraction: number;
      readonly note?: string | undefined;
    }
  | EpochEvent
  | { readonly type: 'stage-end'; readonly stage: string; readonly seconds: number }
  | { readonly type: 'message'; readonly stage: string; readonly note: string };
