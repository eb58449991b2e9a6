import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { removeStaleTemporaries, WEEK } from '../files/remove-stale-temporaries.ts';
import { resumeDirectory } from './resume-directory.ts';

/**
 * Removes the half-written files that killed processes left among what lets a run go on, and whatever of it nobody
 * has taken up for a week. Returns the paths removed, relative to `out`.
 */
export async function sweepUnfinished(out: string): Promise<string[]> {
  const removed: string[] = [];
  for (const stage of await directoriesIn(join(out, resumeDirectory))) {
    const home = join(out, resumeDirectory, stage);
    for (const key of await directoriesIn(home)) {
      const path = join(home, key);
      const relative = join(resumeDirectory, stage, key);
      if (await isForgotten(path)) {
        await rm(path, { recursive: true, force: true, maxRetries: 3 });
        removed.push(relative);
      } else {
        removed.push(...(await removeStaleTemporaries(path)).map((name) => join(relative, name)));
      }
    }
  }
  return removed;
}

async function directoriesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Every checkpoint renames a file into its directory, so that a run under way keeps the time of it young. */
async function isForgotten(directory: string): Promise<boolean> {
  const touched = (await stat(directory).catch(() => undefined))?.mtimeMs;
  return touched !== undefined && touched < Date.now() - WEEK;
}
