import { suite } from 'uvu';
import { contractConfig, transformationInput } from '../testing/example-inputs.ts';
import { testStage } from '../testing/test-stage.ts';
import { DataTransformation } from './stage.ts';

const test = suite('DataTransformation');

await testStage(test, {
  make: (config) => new DataTransformation(config),
  config: contractConfig.transformation,
  input: transformationInput,
  others: { 'backend.name': 'wasm' },
});

test.run();
