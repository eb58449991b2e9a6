import { command, shared } from '../command.ts';

/** `rampart ingest`: extract, validate, make typed records, load. */
export const ingest = command({
  name: 'ingest',
  describe: 'Validate a table and load its rows into a file, S3, MongoDB or the feature store',
  examples: [
    'rampart ingest urls.csv --schema phishing --to urls.parquet',
    'rampart ingest - --format ndjson --schema phishing --to store:feature-store/urls',
  ],
  options: {
    source: shared.source,
    to: {
      type: 'string',
      written: true,
      demandOption: true,
      describe:
        'Path, s3://bucket/key, mongodb://host/database.collection, store:<dir>/<name>, or - for standard output',
    },
    schema: shared.schema,
    quarantine: {
      type: 'string',
      written: true,
      defaultDescription: 'beside the sink',
      describe: 'Where rows that do not keep to the schema go, with their reasons',
    },
    distinct: { type: 'boolean', default: false, describe: 'Load equal rows once' },
    'renew-ids': {
      type: 'boolean',
      default: false,
      describe: 'Put these rows in the place of those that an earlier version loaded under a key that it cut',
    },
    format: shared.format,
    encoding: shared.encoding,
  },
  async run(args, io) {
    const { RampartError } = await import('@rampart/core/internal/tables');
    const { estimateRows } = await import('../../etl/estimate-rows.ts');
    const { ingestTable } = await import('../../etl/ingest-table.ts');
    const { openLoader } = await import('../../etl/open-loader.ts');
    const { quarantineBeside } = await import('../../etl/quarantine-beside.ts');
    const { summarizeIngest } = await import('../../report/summarize-ingest.ts');
    const { openSink } = await import('../../connections/open-sink.ts');
    const { openSource } = await import('../../connections/open-source.ts');
    const { loadSchema } = await import('../load-schema.ts');
    const { showLoad } = await import('../progress/load-progress.ts');
    if (args.json && (args.to === '-' || args.quarantine === '-')) {
      throw new RampartError('usage', {
        where: '--json',
        expected: 'standard output to hold one JSON document',
        received: 'rows that go there too',
      });
    }
    const source = openSource(args.source, { format: args.format });
    const sink = openLoader(args.to, { stdout: io.stdout });
    const beside = args.quarantine ?? quarantineBeside(args.to);
    if (beside === args.to) {
      throw new RampartError('usage', {
        where: '--quarantine',
        expected: 'another place than `--to`',
        received: 'the same',
      });
    }
    const quarantine = beside === undefined ? undefined : openSink(beside, { stdout: io.stdout });
    const schema = await loadSchema(args.schema, args.encoding);
    const progress = showLoad(io, io.screen ? await estimateRows(args.source, args.format) : null);
    try {
      const result = await ingestTable({
        source,
        schema,
        sink,
        quarantine,
        distinct: args.distinct,
        renewIds: args['renew-ids'],
        signal: io.signal,
        onProgress: progress.show,
        onRetry: (reason, attempt) => io.logger.warn(`trying again (${attempt}): ${reason}`),
      });
      progress.stop();
      const places = { source: source.uri, to: sink.uri, quarantine: quarantine?.uri ?? null };
      const text = summarizeIngest(result, places);
      // Rows have standard output to themselves.
      if (args.to === '-') io.err(text);
      return { json: { ...places, ...result }, text: args.to === '-' ? '' : text };
    } finally {
      progress.stop();
    }
  },
});
