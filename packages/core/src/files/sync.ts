import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Waits until the content of a file is on the disk. */
async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Waits until the names in a directory are on the disk, so that a rename outlives a power cut. */
export async function syncDirectory(path: string): Promise<void> {
  // Windows opens no directories, and some network drives do not sync them: the rename is atomic all the same.
  const directory = await open(path).catch(() => undefined);
  try {
    await directory?.sync().catch(() => undefined);
  } finally {
    await directory?.close();
  }
}

/** Waits until a directory with everything in it is on the disk. */
export async function syncTree(path: string): Promise<void> {
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) await syncTree(inner);
    else if (entry.isFile()) await syncFile(inner);
  }
  await syncDirectory(path);
}
