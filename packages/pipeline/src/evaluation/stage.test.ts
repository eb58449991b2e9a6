import { suite } from 'uvu';
import { contractConfig, evaluationInput } from '../testing/example-inputs.ts';
import { testStage } from '../testing/test-stage.ts';
import { ModelEvaluation } from './stage.ts';

const test = suite('ModelEvaluation');

await testStage(test, {
  make: (config) => new ModelEvaluation(config),
  config: {
    resamples: contractConfig.evaluation.resamples,
    confidence: contractConfig.evaluation.confidence,
  },
  input: evaluationInput,
  others: {
    'backend.name': 'wasm',
    'training.decisions.0.prevalence': 0.1,
    'training.decisions.0.review': [0.2, 0.8],
  },
  fixed: ['transformation.encoding.0.type', 'training.decisions.0.holdout'],
});

test.run();
