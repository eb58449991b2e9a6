import { readdir } from 'node:fs/promises';
import { counted } from '@rampart/core/internal';

/** What an earlier run of the same training left to go on from, in words; undefined where it left nothing. */
export async function resumedWork(directory: string): Promise<string | undefined> {
  const names = await readdir(directory).catch(() => []);
  const fits = (ending: string) =>
    names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
  const done = new Set(fits('.outcome'));
  const begun = fits('.checkpoint').filter((name) => !done.has(name)).length;
  const parts = [
    ...(done.size > 0 ? [counted(done.size, 'finished fit')] : []),
    ...(begun > 0 ? [`${counted(begun, 'fit')} under way`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(' and ');
}
