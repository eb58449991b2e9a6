import { suite } from 'uvu';
import { contractConfig, validationInput } from '../testing/example-inputs.ts';
import { testStage } from '../testing/test-stage.ts';
import { DataValidation } from './stage.ts';

const test = suite('DataValidation');

await testStage(test, {
  make: (config) => new DataValidation(config),
  config: contractConfig.validation,
  input: validationInput,
  others: { 'schema.limits.missingShare': 'warn' },
});

test.run();
