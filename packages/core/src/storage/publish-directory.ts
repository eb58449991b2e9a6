import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncDirectory, syncTree } from './sync.ts';
import { temporaryName } from './temporary-name.ts';

/**
 * Gives a finished directory its final name, on the same file system, after its content has reached the disk.
 * Returns false, and leaves both as they are, where a directory stands there already: whoever came first wins.
 */
export async function publishDirectory(finished: string, final: string): Promise<boolean> {
  await syncTree(finished);
  await mkdir(dirname(final), { recursive: true });
  try {
    await rename(finished, final);
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
  await syncDirectory(dirname(final));
  return true;
}

/**
 * Removes a directory, or does nothing where there is none. It loses its name first, in one step, so that
 * nobody meets half of it. `parent` holds it meanwhile; a process that is killed leaves it there to be swept.
 */
export async function retireDirectory(directory: string, parent: string): Promise<void> {
  const retired = join(parent, temporaryName());
  try {
    await rename(directory, retired);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  await rm(retired, { recursive: true, force: true });
}

/** Whether renaming a directory failed because another one has the name. */
function isTaken(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOTEMPTY' || code === 'EEXIST' || (code === 'EPERM' && process.platform === 'win32');
}
