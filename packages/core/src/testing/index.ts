export { arraysClose, closeTo } from './close-to.ts';
export { exampleContents, exampleEncoding, exampleSchema, exampleTable } from './example-bundle.ts';
export { examplePackage } from './example-package.ts';
export { noLeak } from './no-leak.ts';
export { onEveryBackend, type TestedBackend } from './on-every-backend.ts';
export { onRealTable, realTable } from './real-table.ts';
export { rejects } from './rejects.ts';
export { temporaryDirectory, type TemporaryDirectory } from './temporary-directory.ts';
