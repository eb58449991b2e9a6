import { command, shared } from '../command.ts';

/** `rampart validate`: problems, leaks and drift of a table. */
export const validate = command({
  name: 'validate',
  describe:
    'Check a table: problems by row, leaks, drift against a reference; exit code 3 where a limit is broken',
  examples: [
    'rampart validate urls.csv --schema phishing --report urls.html',
    'rampart validate today.csv --schema phishing --reference out/bundles/phishing --environment serving',
  ],
  options: {
    source: shared.source,
    schema: shared.schema,
    environment: {
      choices: ['training', 'serving'] as const,
      default: 'training' as const,
      describe: 'serving: labels and optional columns may be absent',
    },
    reference: {
      type: 'string',
      describe: 'What to compare with: a bundle, its registry, or another table',
    },
    budget: {
      type: 'number',
      range: { min: 0, above: true },
      describe: 'Acceptable false alarms a month; needs --batches',
    },
    batches: { type: 'number', range: { min: 0, above: true }, describe: 'Batches a month' },
    report: { type: 'string', written: true, describe: 'HTML file to write' },
    format: shared.format,
    encoding: shared.encoding,
  },
  async run(args, io) {
    const { writeFileAtomic } = await import('@rampart/core/internal');
    const { summarizeDataReport } = await import('../../data-report/summarize-data-report.ts');
    const { validateTable } = await import('../../data-report/validate-table.ts');
    const { loadSchema } = await import('../load-schema.ts');
    const { environment, format, reference } = args;
    const budget = await alarmBudget(args);
    const schema = await loadSchema(args.schema, args.encoding);
    const report = await validateTable(args.source, {
      schema,
      environment,
      reference,
      format,
      budget,
      signal: io.signal,
    });
    if (args.report !== undefined) {
      const { renderDataReport } = await import('../../data-report/html/render-data-report.ts');
      await writeFileAtomic(args.report, renderDataReport(report));
      io.err(`${args.report}\n`);
    }
    return { json: report, text: summarizeDataReport(report), exitCode: report.overview.passed ? 0 : 3 };
  },
});

async function alarmBudget({
  budget,
  batches,
}: {
  readonly budget: number | undefined;
  readonly batches: number | undefined;
}) {
  if (budget === undefined && batches === undefined) return undefined;
  if (budget !== undefined && batches !== undefined)
    return { falseAlarmsPerMonth: budget, batchesPerMonth: batches };
  const { RampartError } = await import('@rampart/core');
  throw new RampartError('usage', {
    where: budget === undefined ? '--batches' : '--budget',
    expected: 'false alarms a month and batches a month, both or neither',
    received: `only \`${budget === undefined ? '--batches' : '--budget'}\``,
    fix: 'Say, for one false alarm a month at one batch an hour: `--budget 1 --batches 720`.',
  });
}
