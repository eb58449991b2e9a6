import { open, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { removeStaleTemporaries } from './remove-stale-temporaries.ts';
import { renamePatiently } from './rename-patiently.ts';
import { syncDirectory } from './sync.ts';
import { temporaryPath } from './temporary-name.ts';
import { makeDirectory } from './make-directory.ts';

/**
 * Writes a file, at once or as its bytes come, so that a reader, and a machine that loses power, sees the old
 * content or the new, never a part of it. Missing folders above it are made.
 */
export async function writeFileAtomic(
  path: string,
  content: Uint8Array | string | AsyncIterable<Uint8Array>,
): Promise<void> {
  const folder = dirname(path);
  await makeDirectory(folder);
  // What a process left that was killed while bytes came may be as large as all of them.
  if (isStream(content)) await removeStaleTemporaries(folder);
  const temporary = temporaryPath(path);
  try {
    const file = await open(temporary, 'wx');
    try {
      await writeFile(file, content);
      await file.sync();
    } finally {
      await file.close();
    }
    await renamePatiently(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(folder);
}

function isStream(content: Uint8Array | string | AsyncIterable<Uint8Array>): boolean {
  return typeof content === 'object' && Symbol.asyncIterator in content;
}
