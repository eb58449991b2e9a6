/** A saved model in TensorFlow.js' own format: what model.json and weights.bin hold. */
export interface ModelFiles {
  /** JSON text of the layers and of the weights' shapes. */
  readonly topology: string;
  /** All weights, float32 one after the other. */
  readonly weights: Uint8Array;
}
