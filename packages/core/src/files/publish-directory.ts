import type { Stats } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isTaken, renamePatiently } from './rename-patiently.ts';
import { syncDirectory, syncTree } from './sync.ts';
import { temporaryName } from './temporary-name.ts';
import { makeDirectory } from './make-directory.ts';

/**
 * Gives a finished directory its final name, on the same file system, after its content has reached the disk.
 * Returns false, and leaves both as they are, where a directory stands there already: whoever came first wins.
 */
export async function publishDirectory(finished: string, final: string): Promise<boolean> {
  await syncTree(finished);
  await makeDirectory(dirname(final));
  if (!(await renameUnlessTaken(finished, final))) return false;
  await syncDirectory(dirname(final));
  return true;
}

/** Tells a directory from another one that has taken its name; even inode numbers are given out again. */
export type DirectoryIdentity = Pick<Stats, 'ino' | 'mtimeMs'>;

/**
 * Removes a directory if it is still the one that was `seen`. It loses its name first, in one step, so that
 * nobody meets half of it. `parent` holds it meanwhile; a process that is killed leaves it there to be swept.
 */
export async function retireDirectory(
  directory: string,
  seen: DirectoryIdentity,
  parent: string,
): Promise<void> {
  const retired = join(parent, temporaryName());
  try {
    if (!isSame(await stat(directory), seen)) return;
    await renamePatiently(directory, retired);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  // Between the look and the rename another process may have put a new one there: that one goes back.
  if (!isSame(await stat(retired), seen) && (await renameUnlessTaken(retired, directory))) return;
  await rm(retired, { recursive: true, force: true });
}

function isSame(one: DirectoryIdentity, other: DirectoryIdentity): boolean {
  return one.ino === other.ino && one.mtimeMs === other.mtimeMs;
}

async function renameUnlessTaken(from: string, to: string): Promise<boolean> {
  try {
    await renamePatiently(from, to);
    return true;
  } catch (error) {
    if (await isTaken(error, to)) return false;
    throw error;
  }
}
