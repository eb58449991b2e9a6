import { calledAs } from '../called-as.ts';
import { command, shared } from '../command.ts';

/** `rampart run`: the six stages, from a source to a bundle. */
export const run = command({
  name: 'run',
  resumes: true,
  describe: 'Train, test and save a model of a table',
  examples: [
    'rampart run urls.csv --schema phishing --out out',
    'rampart run urls.csv --schema phishing --out out --effort quick',
    'rampart run urls.csv --schema phishing --out out --set training.epochs=20 --seed 7',
  ],
  options: {
    source: shared.source,
    format: shared.format,
    encoding: shared.encoding,
    schema: shared.schema,
    out: {
      type: 'string',
      written: true,
      demandOption: true,
      describe: 'Directory for the run, its artifacts and the bundles',
    },
    holdout: {
      type: 'string',
      array: true,
      default: [] as string[],
      defaultDescription: 'a part of the source',
      describe:
        'A table of its own to test on: path, URI or name=URI; may be repeated, the first one decides',
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
    const { TrainingPipeline } = await import('../../training-pipeline.ts');
    const { summarizeRun } = await import('../../report/summarize-run.ts');
    const progress = showProgress(io, { watch: args.watch });
    const pipeline = new TrainingPipeline({
      source: args.source,
      format: args.format,
      holdout: args.holdout,
      schema: await loadSchema(args.schema, args.encoding),
      config: loadSettings(args),
      out: args.out,
      logger: io.logger,
      signal: io.signal,
      progress: progress.show,
    });
    try {
      const { report } = await pipeline.run();
      return { json: report, text: summarizeRun(report, calledAs()) };
    } finally {
      progress.stop();
    }
  },
});
