import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryName } from './temporary-name.ts';
import { makeDirectory } from './make-directory.ts';

/**
 * Gives `work` an empty directory inside `parent` and removes it afterwards, unless the work has published it
 * under another name by then. Returns what the work returns.
 */
export async function withTemporaryDirectory<T>(
  parent: string,
  work: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = join(parent, temporaryName());
  await makeDirectory(directory);
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
