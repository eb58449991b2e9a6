import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory of a test's own, removed with all it holds at the end of the `await using` scope. */
export interface TemporaryDirectory {
  /** The absolute path of the directory. */
  readonly path: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Makes an empty directory for `await using directory = await temporaryDirectory()`. */
export async function temporaryDirectory(): Promise<TemporaryDirectory> {
  const path = await mkdtemp(join(tmpdir(), 'rampart-test-'));
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }),
  };
}
