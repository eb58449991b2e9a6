import { command } from '../command.ts';

/** `rampart bundle verify`: every digest, the format, the golden rows. */
export const bundleVerify = command({
  name: 'bundle verify',
  describe: 'Check a saved model: every digest, the format, the golden rows',
  examples: ['rampart bundle verify out/bundles/phishing'],
  options: {
    bundle: {
      type: 'string',
      positional: true,
      demandOption: true,
      describe: 'Directory of a bundle, or of its registry',
    },
  },
  async run({ bundle }, io) {
    const { loadModel } = await import('@rampart/serve');
    // Loading is verifying: it refuses a wrong digest, a newer format, and golden rows that differ.
    using predictor = await loadModel(bundle, { logger: io.logger });
    const { name, version, backend } = predictor;
    return {
      json: { ok: true, bundle, name, version, backend },
      text: `${bundle}: ${name} version ${version} is intact; its golden rows agree on ${backend}\n`,
    };
  },
});
