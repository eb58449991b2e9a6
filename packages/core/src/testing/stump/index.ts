// Apart from the other helpers: it loads TensorFlow.js.
export { StumpLayer } from './stump-layer.ts';
export { registerStump, stumpModel } from './stump-model.ts';
