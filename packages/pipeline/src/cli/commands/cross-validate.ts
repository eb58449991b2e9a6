import { command, shared } from '../command.ts';

/** `rampart cross-validate`: the whole recipe, anew in every outer fold. */
export const crossValidateCommand = command({
  name: 'cross-validate',
  describe: 'Estimate how good the recipe is, by outer folds that no feature vector crosses',
  examples: ['rampart cross-validate urls.csv --schema phishing --folds 10'],
  options: {
    source: shared.source,
    format: shared.format,
    encoding: shared.encoding,
    schema: shared.schema,
    folds: {
      type: 'number',
      range: { min: 2, max: 1000, whole: true },
      default: 10,
      describe: 'Number of outer folds',
    },
    'folds-from': {
      type: 'string',
      describe:
        'CSV file with a column `fold` (from 1) for the rows of the table, as --write-folds has it; in place of --folds',
    },
    'feature-groups': {
      type: 'string',
      describe:
        'Train and test with these feature groups of the schema alone, as in url,whois; on the same folds',
    },
    'write-folds': {
      type: 'string',
      written: true,
      describe: 'CSV file for which row is tested in which fold, so that others can use the same',
    },
    'write-scores': {
      type: 'string',
      written: true,
      describe: 'CSV file for the probabilities that each row got from the fold that tested it',
    },
    config: shared.config,
    set: shared.set,
    effort: shared.effort,
    seed: shared.seed,
    watch: shared.watch,
  },
  async run(args, io) {
    const { loadSchema } = await import('../load-schema.ts');
    const { loadSettings } = await import('../load-settings.ts');
    const { showProgress } = await import('../progress/progress.ts');
    const { crossValidate } = await import('../../cross-validation/cross-validate.ts');
    const { summarizeCrossValidation } = await import('../../report/summarize-cross-validation.ts');
    const progress = showProgress(io, { watch: args.watch });
    try {
      const result = await crossValidate({
        source: args.source,
        format: args.format,
        schema: await loadSchema(args.schema, args.encoding),
        config: loadSettings(args),
        folds: args['folds-from'] ?? args.folds,
        featureGroups: args['feature-groups']?.split(',').map((name) => name.trim()),
        writeFolds: args['write-folds'],
        writeScores: args['write-scores'],
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
