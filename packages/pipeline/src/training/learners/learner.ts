import type { Family } from '@rampart/core/internal';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { EncodedRows } from '../../features/encoded-rows.ts';
import type { Checkpoint } from './array-file.ts';

/** What one epoch, or one round of another way to learn, came to; losses are mean losses in nats. */
export interface EpochRecord {
  /** From 1. */
  readonly epoch: number;
  /** Epochs planned; early stopping may end sooner. */
  readonly epochs: number;
  /** Of the epoch's last step. */
  readonly learningRate: number;
  /** Of the training rows, as training sees them. */
  readonly loss: number;
  readonly validationLoss?: number;
}

/** What a training is given beside rows and settings, and what it tells. */
export interface FitOptions<Fitted = unknown> {
  /** Of all that is drawn at random. */
  readonly seed: number;
  /** Numbers of the rows that early stopping watches instead of learning from them; none where left out. */
  readonly watched?: Int32Array | undefined;
  /** What it goes on from instead of beginning anew. */
  readonly start?: Fitted | undefined;
  readonly checkpoint?: Checkpoint | undefined;
  /** Threads that may share the work, which changes no bit of what comes of it; 1 where left out. */
  readonly threads?: number | undefined;
  readonly onEpoch?: ((record: EpochRecord) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What is known of rows before they are looked at. */
export interface TableSize extends Pick<EncodedRows, 'encoding' | 'classes'> {
  readonly rows: number;
}

/** A trained member, as plain data that can go to another thread, and how it came about. */
export interface Fit<Fitted = unknown> {
  readonly fitted: Fitted;
  readonly history: readonly EpochRecord[];
}

/** Where a member's layers go in the exported model. */
export interface MemberGraph {
  /** The encoded rows, [rows × features]. */
  readonly rows: tfl.SymbolicTensor;
  /** The name in the model of a layer that the member calls so. */
  named(layer: string): string;
  /** What other members may use as well, by a key that says all about it: made once. */
  shared(key: string, make: () => tfl.SymbolicTensor): tfl.SymbolicTensor;
}

/**
 * How members of one family are trained, from encoded rows with missing values and categories as they are. The same
 * rows, settings and seed give the same bytes, in whatever thread, in one go or taken up from a checkpoint.
 */
export interface Learner<Settings = unknown, Fitted = unknown> {
  readonly family: Family<unknown, unknown, Settings>;
  /** Whether it computes with tensors, so that its thread needs a backend. */
  readonly tensors: boolean;
  /** Whether the logits of its members never go against `EncodedRows.monotone`; else such rows are not for them. */
  readonly keepsMonotone: boolean;
  /**
   * Learns from rows so that the logits are about their own class shares, however classes were balanced. Throws
   * RampartError('training') where it leaves the finite numbers, 'aborted' on the signal.
   */
  fit(rows: EncodedRows, settings: Settings, options: FitOptions<Fitted>): Promise<Fit<Fitted>>;
  /** Logits, row-major [rows × outputs], of encoded columns. */
  logits(fitted: Fitted, columns: readonly Float64Array[]): Float64Array;
  /** Epochs planned for so many rows. */
  epochs(settings: Settings, rows: number): number;
  /** Multiplications and additions that a fit takes, roughly; comparable between families. */
  cost(settings: Settings, table: TableSize): number;
  /** Numbers that it has learned. */
  parameters(fitted: Fitted): number;
  /** Multiplications and additions that a row takes, roughly. */
  rowCost(fitted: Fitted): number;
  /**
   * What its splits on each encoded column took off the training loss, in nats over all rows, up to the last column
   * that has any; left out by a family without splits.
   */
  gain?(fitted: Fitted): Float64Array;
  /** Settings as the leaderboard shows them, names as in the configuration. */
  describe(settings: Settings): Readonly<Record<string, unknown>>;
  /** The settings of a member that goes on from another: it has little left to learn. */
  warm(settings: Settings): Settings;
  /** Why one with these settings can not go on from another on these rows; null where it can. */
  whyCold(start: Fitted, rows: EncodedRows, settings: Settings): string | null;
  /** Puts a member into the model; its logits, [rows × outputs]. */
  export(fitted: Fitted, graph: MemberGraph): tfl.SymbolicTensor;
  /** The member whose layers have these names in a model; null where there is none. */
  read(model: tfl.LayersModel, named: MemberGraph['named']): Fitted | null;
}

/** The learners of one place, and the module that exports them as `learners`, for other threads to import. */
export interface LearnerSource {
  readonly learners: readonly Learner[];
  /** As the build names it (`.js`). */
  readonly module: URL;
}

/** The learner of a family. */
export function learnerOf(learners: readonly Learner[], family: string): Learner {
  const found = learners.find((learner) => learner.family.name === family);
  if (found === undefined) throw new Error(`No learner is known for the family ${family}.`);
  return found;
}
