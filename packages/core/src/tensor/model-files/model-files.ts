/** A LayersModel as files hold it. */
export interface ModelFiles {
  /** The text of model.json: topology and the specification of the weights. */
  readonly topology: string;
  /** The bytes of weights.bin. */
  readonly weights: Uint8Array;
}
