export { functionRules, refusedFunctions } from '../expression/functions.ts';
export { arraysClose, closeTo } from './close-to.ts';
export {
  exampleContents,
  exampleDecision,
  exampleEncoding,
  exampleSchema,
  exampleTable,
} from './example-bundle.ts';
export { networkOf } from './example-model.ts';
export { examplePackage } from './example-package.ts';
export { format1Bundle } from './format-1-bundle.ts';
export { noLeak } from './no-leak.ts';
export { onEveryBackend, type TestedBackend } from './on-every-backend.ts';
export { type RandomTrees, randomTrees } from './random-trees.ts';
export { readAll } from './read-all.ts';
export { onRealTable, realTable } from './real-table.ts';
export { resealed, textOf } from './resealed.ts';
export { rejects } from './rejects.ts';
export { stumpFamily, type StumpSettings } from './stump/stump-family.ts';
export type { StumpSplit } from './stump/stump-layer.ts';
export { textSource } from './text-source.ts';
export { exampleFiles, type StorePlace, testBundleStore } from './test-bundle-store.ts';
export { temporaryDirectory, type TemporaryDirectory } from './temporary-directory.ts';
export { type RandomModel, randomModel } from './random-model.ts';
export {
  circles,
  importGraph,
  importsOf,
  readSources,
  type Sources,
  target,
  withoutTypes,
} from './import-graph.ts';
export { mutateJson } from './mutate-json.ts';
