import { suite } from 'uvu';
import { championInput } from '../testing/example-inputs.ts';
import { testStage } from '../testing/test-stage.ts';
import { ChampionEvaluation } from './champion-stage.ts';

const test = suite('ChampionEvaluation');

await testStage(test, {
  make: () => new ChampionEvaluation(),
  config: null,
  input: championInput,
  others: { 'backend.name': 'wasm', prevalence: 0.1 },
});

test.run();
