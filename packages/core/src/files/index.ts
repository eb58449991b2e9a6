export { makeDirectory } from './make-directory.ts';
export { publishDirectory, retireDirectory } from './publish-directory.ts';
export { removeStaleTemporaries, WEEK } from './remove-stale-temporaries.ts';
export { temporaryPath } from './temporary-name.ts';
export { withTemporaryDirectory } from './with-temporary-directory.ts';
export { writeFileAtomic } from './write-file-atomic.ts';
