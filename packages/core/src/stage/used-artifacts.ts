import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The file in a run's directory that names the artifacts it has used, one a line, as directories relative to `out`. */
export const usedArtifactsFile = 'artifacts.txt';

/** The artifacts that a run has used; none where it was killed before its first stage. */
export async function usedArtifacts(runDirectory: string): Promise<string[]> {
  const text = await readFile(join(runDirectory, usedArtifactsFile), 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean);
}
