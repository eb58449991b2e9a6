import { command } from '../command.ts';

/** `rampart cache clean`: removes what stages have kept and no kept run needs. */
export const cacheClean = command({
  usage: 'cache clean',
  describe: 'Remove what stages have kept and the latest runs have not used; never a bundle',
  options: {
    out: { type: 'string', demandOption: true, describe: 'Directory of the runs' },
    'keep-runs': {
      type: 'number',
      default: 1,
      describe: 'How many of the latest finished runs keep what they used',
    },
    'dry-run': { type: 'boolean', default: false, describe: 'Only say what would go' },
  },
  async run({ out, 'keep-runs': keepRuns, 'dry-run': dryRun }) {
    const { RampartError } = await import('@rampart/core');
    const { cleanArtifacts } = await import('../../clean-artifacts.ts');
    if (!Number.isInteger(keepRuns) || keepRuns < 0) {
      throw new RampartError('usage', {
        where: '--keep-runs',
        expected: 'a whole number, 0 or more',
        received: String(keepRuns),
      });
    }
    const cleaned = await cleanArtifacts(out, { keepRuns, dryRun });
    const { removed, bytes, kept, keptRuns } = cleaned;
    const stays = `${kept} stay, which ${keptRuns.length === 1 ? `the run ${keptRuns[0]}` : `${keptRuns.length} runs`} used`;
    return {
      json: { out, dryRun, ...cleaned },
      text: [
        `${dryRun ? 'Would free' : 'Freed'} ${bytes} bytes: ${removed.length} artifacts; ${stays}\n`,
        ...removed.map((one) => `  ${one.path}: ${one.bytes} bytes\n`),
      ].join(''),
    };
  },
});
