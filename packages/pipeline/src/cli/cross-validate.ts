import { command, shared } from './command.ts';

/** `rampart cross-validate`: the whole recipe, anew in every outer fold. */
export const crossValidateCommand = command({
  usage: 'cross-validate',
  describe: 'Estimate how good the recipe is, by outer folds that no feature vector crosses',
  options: {
    source: shared.source,
    format: shared.format,
    schema: shared.schema,
    folds: { type: 'number', default: 10, describe: 'Number of outer folds' },
    config: shared.config,
    set: shared.set,
    seed: shared.seed,
  },
  async run(args, io) {
    const { loadSchema, loadSettings } = await import('./load-inputs.ts');
    const { showProgress } = await import('./progress.ts');
    const { crossValidate } = await import('../evaluation/cross-validate.ts');
    const { summarizeCrossValidation } = await import('../report/summarize-cross-validation.ts');
    const progress = showProgress(io);
    try {
      const result = await crossValidate({
        source: args.source,
        format: args.format,
        schema: await loadSchema(args.schema),
        config: loadSettings(args),
        folds: args.folds,
        logger: io.logger,
        signal: io.signal,
        progress: progress.show,
      });
      return { json: result, text: summarizeCrossValidation(result) };
    } finally {
      progress.stop();
    }
  },
});
