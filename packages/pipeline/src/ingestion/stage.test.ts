import { suite } from 'uvu';
import { contractConfig, ingestionInput } from '../testing/example-inputs.ts';
import { testStage } from '../testing/test-stage.ts';
import { DataIngestion } from './stage.ts';

const test = suite('DataIngestion');

await testStage(test, {
  make: (config) => new DataIngestion(config),
  config: { split: contractConfig.split, validation: contractConfig.validation },
  input: ingestionInput,
  others: { format: 'csv' },
});

test.run();
