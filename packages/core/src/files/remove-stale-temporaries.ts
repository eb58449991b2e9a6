import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makerOf } from './temporary-name.ts';

/** Milliseconds after which what nobody has touched is given up. */
export const WEEK = 7 * 24 * 3600 * 1000;

/**
 * Removes the temporary files and directories in a directory whose process is gone, and those of another
 * machine that nobody has touched for a week. Returns the names removed; a missing directory has none.
 */
export async function removeStaleTemporaries(directory: string): Promise<string[]> {
  const removed: string[] = [];
  for (const name of await namesIn(directory)) {
    const path = join(directory, name);
    if (!(await isStale(path, name))) continue;
    // Another process may be sweeping the same directory.
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
    removed.push(name);
  }
  return removed;
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function isStale(path: string, name: string): Promise<boolean> {
  const maker = makerOf(name);
  if (maker === undefined) return false;
  if (maker.here && maker.pid !== process.pid) return !isAlive(maker.pid);
  const touched = (await stat(path).catch(() => undefined))?.mtimeMs;
  if (touched === undefined) return false;
  if (!maker.here) return touched < Date.now() - WEEK;
  // Our own number, which a restarted container gets again: ours is what is younger than this process, with a
  // minute for file servers whose clock is behind.
  return touched < Date.now() - process.uptime() * 1000 - 60_000;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
