export { type FileFact, fileFact, fileFactsIn } from './file-fact.ts';
export type { EpochEvent, ProgressEvent } from './progress.ts';
export { createRunContext, type RunContext, type RunOptions } from './run-context.ts';
export { Stage } from './stage.ts';
export type { StageContext } from './stage-context.ts';
export { usedArtifacts } from './used-artifacts.ts';
