/** Which fold tests each row, and which rows each fold trains on. */
export interface FoldNumbers {
  /** The fold that tests each row, from 1; 0 where none does. */
  readonly testedIn: Int32Array;
  /** Whether a fold trains on the rows of the folds before it alone, and not on those of all others. */
  readonly forward: boolean;
}
