import { rename, stat } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Renames a file or directory. Windows refuses that while a reader or a virus scanner has one of the two open; there
 * it is tried for a second.
 */
export async function renamePatiently(from: string, to: string): Promise<void> {
  const end = performance.now() + 1000;
  for (;;) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (!isRefused(error) || performance.now() > end || (await isDirectory(to))) throw error;
    }
    await wait(10);
  }
}

/** Whether a rename failed because a directory, which none can replace, has the name already. */
export async function isTaken(error: unknown, to: string): Promise<boolean> {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOTEMPTY' || code === 'EEXIST' || (isRefused(error) && (await isDirectory(to)));
}

function isRefused(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  return process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(code);
}

async function isDirectory(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}
