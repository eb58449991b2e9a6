import { link, open, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncDirectory } from './sync.ts';
import { temporaryPath } from './temporary-name.ts';
import { makeDirectory } from './make-directory.ts';

/**
 * Writes a file that is not there yet, whole or not at all, and waits until it is on the disk. Returns false, and changes
 * nothing, where the name is taken. A missing folder is made. `linkFile` gives a file its second name.
 */
export async function createFile(path: string, content: string, linkFile = link): Promise<boolean> {
  const folder = dirname(path);
  await makeDirectory(folder);
  const temporary = temporaryPath(path);
  try {
    await writeNew(temporary, content);
    // A second name for the finished file: unlike a rename it never takes the place of another one.
    const made = await unlessTaken(() => linkFile(temporary, path)).catch((error: unknown) => {
      if (!noLinks.has((error as NodeJS.ErrnoException).code)) throw error;
      return unlessTaken(() => writeNew(path, content));
    });
    if (!made) return false;
  } finally {
    await rm(temporary, { force: true });
  }
  await syncDirectory(folder);
  return true;
}

async function writeNew(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await writeFile(file, content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Errors of file systems that know no second names, such as some network drives: there the file is written in place. */
const noLinks = new Set<unknown>(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK']);

/** Runs what makes a name; false where the name is taken. */
async function unlessTaken(make: () => Promise<void>): Promise<boolean> {
  try {
    await make();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
