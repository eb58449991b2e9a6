export { type AppOptions, createApp, type ErrorLog, type PredictionApp } from './http/app.ts';
export type { ServerBindings } from './http/health-routes.ts';
export { listen, type Listening, type ListenOptions } from './http/listen.ts';
export { toNodeListener } from './http/node-listener.ts';
export { createPredictor, type PredictorOptions } from './predictor/create-predictor.ts';
export { loadModel, type LoadOptions } from './predictor/load-model.ts';
export type { ExpectedQuality, Prediction } from './predictor/prediction.ts';
export type { Decided, Decider } from './predictor/decider.ts';
export type { PredictionResult, Predictor, ScorableRows, TypedRow } from './predictor/predictor.ts';
export {
  createPredictorHolder,
  type PredictorChoice,
  type PredictorHolder,
} from './predictor/predictor-holder.ts';
