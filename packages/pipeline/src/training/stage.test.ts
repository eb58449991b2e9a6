import { suite } from 'uvu';
import { contractConfig, trainerInput } from '../testing/example-inputs.ts';
import { testStage } from '../testing/test-stage.ts';
import { ModelTrainer } from './stage.ts';

const test = suite('ModelTrainer');

await testStage(test, {
  make: (config) => new ModelTrainer(config),
  config: { training: contractConfig.training, transformation: contractConfig.transformation },
  input: trainerInput,
  fixed: [
    'transformation.encoding.0.type',
    'transformation.preprocessing.inputs',
    'transformation.preprocessing.blocks.0.columns',
    'transformation.preprocessing.blocks.0.steps',
    'transformation.preprocessing.blocks.0.steps.0.transform',
    'transformation.preprocessing.blocks.0.steps.0.states',
    'transformation.preprocessing.blocks.0.steps.1.states.0.edges',
    'transformation.preprocessing.blocks.0.steps.1.states.0.ranks',
    'transformation.preprocessing.blocks.1.steps.0.states.0',
  ],
  others: {
    'backend.name': 'wasm',
    warmStart: { version: '1', modelDigest: 'm', inputsDigest: 'i' },
  },
});

test.run();
