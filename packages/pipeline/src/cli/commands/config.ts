import { command } from '../command.ts';

/** `rampart config`: every setting of a run. */
export const config = command({
  name: 'config',
  describe: 'List every setting with its default, what it may be, and what it means',
  examples: ['rampart config', 'rampart config --json'],
  options: {},
  async run() {
    const { describeSettings, quote } = await import('@rampart/core/internal');
    const settings = describeSettings();
    const told = settings.map(({ name, default: value, values, meaning }) =>
      [
        `${name}  (default: ${value === undefined ? 'none' : typeof value === 'string' ? value : quote(value)})`,
        `  ${meaning}.`,
        `  It may be ${values}.`,
      ].join('\n'),
    );
    return {
      json: { settings: settings.map((one) => ({ ...one, default: one.default ?? null })) },
      text: `${told.join('\n\n')}\n\nSet one with --set, as in --set training.epochs=50, or in a file for --config.\n`,
    };
  },
});
