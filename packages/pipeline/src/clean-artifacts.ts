import { readdir, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { RampartError } from '@rampart/core';
import { removeStaleTemporaries, retireDirectory, usedArtifacts, WEEK } from '@rampart/core/internal';
import { reportFile } from './report/run-report.ts';

/** What to keep. */
export interface CleanOptions {
  /** How many of the latest finished runs keep what they used. */
  readonly keepRuns: number;
  /** Only says what would go. */
  readonly dryRun?: boolean;
}

/** What a cleaning has removed, or would. */
export interface CleanedArtifacts {
  /** The runs whose artifacts stay, the latest first. */
  readonly keptRuns: readonly string[];
  /** Artifacts that stay. */
  readonly kept: number;
  /** Directories relative to `out`, with `/` between the parts, and what lies in each. */
  readonly removed: readonly { readonly path: string; readonly bytes: number }[];
  /** Of all that is removed. */
  readonly bytes: number;
}

/**
 * Removes the artifacts in a run's `out` that no kept run has used. Kept are the latest finished runs, and those that
 * left no report and did something within a week: they may be under way, or go on where they were killed. Bundles, the
 * ledger and the runs' own directories are never touched. Throws a RampartError('usage') where no run has been.
 */
export async function cleanArtifacts(
  out: string,
  { keepRuns, dryRun = false }: CleanOptions,
): Promise<CleanedArtifacts> {
  const keptRuns = await runsToKeep(join(out, 'runs'), keepRuns);
  const used = new Set(
    (await Promise.all(keptRuns.map((run) => usedArtifacts(join(out, 'runs', run))))).flat(),
  );
  const parent = join(out, 'artifacts');
  if (!dryRun) await removeStaleTemporaries(parent);
  const removed: { path: string; bytes: number }[] = [];
  let kept = 0;
  for (const path of await artifactsIn(parent)) {
    if (used.has(path)) {
      kept++;
      continue;
    }
    const directory = join(out, path);
    const seen = await stat(directory);
    removed.push({ path, bytes: await bytesIn(directory) });
    if (!dryRun) await retireDirectory(directory, seen, parent);
  }
  return { keptRuns, kept, removed, bytes: removed.reduce((sum, { bytes }) => sum + bytes, 0) };
}

async function runsToKeep(runs: string, keepRuns: number): Promise<string[]> {
  const names = await directoriesIn(runs);
  if (names.length === 0) {
    throw new RampartError('usage', {
      where: '--out',
      expected: 'the directory of earlier runs',
      received: `${runs}, which holds none`,
    });
  }
  const dated = await Promise.all(
    names.map(async (name) => {
      const files = await readdir(join(runs, name));
      const times = await Promise.all(files.map((file) => timeOf(join(runs, name, file))));
      return { name, finished: files.includes(reportFile), touched: Math.max(0, ...times) };
    }),
  );
  const latest = dated.toSorted((left, right) => right.touched - left.touched);
  const finished = latest.filter((run) => run.finished).slice(0, keepRuns);
  const young = Date.now() - WEEK;
  return latest
    .filter((run) => finished.includes(run) || (!run.finished && run.touched > young))
    .map(({ name }) => name);
}

/** Every artifact, as a path relative to `out`; what is being written has no such name yet. */
async function artifactsIn(parent: string): Promise<string[]> {
  const stages = (await directoriesIn(parent)).filter((name) => !name.startsWith('.'));
  const homes = stages.map(async (stage) =>
    (await directoriesIn(join(parent, stage))).map((key) => posix.join('artifacts', stage, key)),
  );
  return (await Promise.all(homes)).flat();
}

async function directoriesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function bytesIn(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

async function timeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}
