import { command } from '../command.ts';

/** `rampart cache clean`: removes what stages have kept and no kept run needs. */
export const cacheClean = command({
  name: 'cache clean',
  describe: 'Remove what stages have kept and the latest runs have not used; never a bundle',
  examples: ['rampart cache clean --out out --keep-runs 3 --dry-run'],
  options: {
    out: { type: 'string', demandOption: true, describe: 'Directory of the runs' },
    'keep-runs': {
      type: 'number',
      range: { min: 0, whole: true },
      default: 1,
      describe: 'How many of the latest finished runs keep what they used',
    },
    'dry-run': { type: 'boolean', default: false, describe: 'Only say what would go' },
  },
  async run({ out, 'keep-runs': keepRuns, 'dry-run': dryRun }) {
    const { counted } = await import('@rampart/core/internal');
    const { cleanArtifacts } = await import('../../clean-artifacts.ts');
    const cleaned = await cleanArtifacts(out, { keepRuns, dryRun });
    const { removed, bytes, kept, keptRuns } = cleaned;
    const stays = `${counted(kept, 'artifact')} ${kept === 1 ? 'stays' : 'stay'}, which ${keptRuns.length === 1 ? `the run ${keptRuns[0]}` : `${keptRuns.length} runs`} used`;
    return {
      json: { out, dryRun, ...cleaned },
      text: [
        `${dryRun ? 'Would free' : 'Freed'} ${counted(bytes, 'byte')}: ${counted(removed.length, 'artifact')}; ${stays}\n`,
        ...removed.map((one) => `  ${one.path}: ${counted(one.bytes, 'byte')}\n`),
      ].join(''),
    };
  },
});
