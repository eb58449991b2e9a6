/** A tree as training knows it. */
export interface GrownTree {
  /** Column among those that are split, split within it, side of missing values: three numbers a level. */
  readonly levels: Int32Array;
  /** Row-major [2^depth × outputs]. */
  readonly leaves: Float64Array;
  /** What each level takes off the training loss, in nats over all rows. */
  readonly gains: Float64Array;
}
