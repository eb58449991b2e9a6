import type { ScoredRow } from '../../scoring/score-table.ts';
import { command, shared } from '../command.ts';

/** `rampart predict`: scores a table with a saved model. */
export const predict = command({
  name: 'predict',
  describe: 'Score a table with a saved model',
  examples: ['rampart predict urls.csv --model out/bundles/phishing --to scored.csv'],
  options: {
    source: shared.source,
    format: shared.format,
    model: shared.model,
    backend: shared.backend,
    to: {
      type: 'string',
      written: true,
      describe:
        'Where the scored rows go: path, s3: or mongodb: URI; as CSV to standard output where left out',
    },
  },
  async run({ source, format, model, backend, to = '-', json }, io) {
    const { digestOf, featureGroupsOf } = await import('@rampart/core/internal');
    const { loadModel } = await import('@rampart/serve');
    const { scoreBatches } = await import('../../scoring/score-batches.ts');
    const { scoreTable } = await import('../../scoring/score-table.ts');
    const { openSink } = await import('../../connections/open-sink.ts');
    const { openSource } = await import('../../connections/open-source.ts');
    // Opened first: an address that cannot be written to is told before anything is scored.
    const sink = openSink(to, { stdout: io.stdout });
    const table = openSource(source, { format });
    using predictor = await loadModel(model, { backend, logger: io.logger });
    const { name, version, decisions, classes } = predictor;
    // With `--json` the document holds the rows that standard output would have had.
    const predictions: ScoredRow[] = [];
    const inDocument = json && to === '-';
    let [rows, refused] = [0, 0];
    async function* counted() {
      for await (const batch of scoreTable(table, predictor, { signal: io.signal })) {
        rows += batch.length;
        refused += batch.filter(({ problems }) => problems.length > 0).length;
        yield batch;
      }
    }
    if (inDocument) {
      for await (const batch of counted()) for (const row of batch) predictions.push(row);
    } else {
      const batches = scoreBatches(counted(), {
        classes,
        reviewed: decisions.some(({ review }) => review !== undefined),
        grouped: featureGroupsOf(predictor.schema).length > 0,
        ...(sink.keepsIds && {
          idOf: ({ line, score }: ScoredRow) => digestOf([name, version, table.uri, line, score]),
        }),
      });
      await sink.write(batches, { signal: io.signal });
    }
    const told = refused > 0 ? `, ${refused} of them refused` : '';
    io.err(`${rows} rows scored${told}${to === '-' ? '' : `: ${sink.uri}`}\n`);
    return {
      json: {
        model: { name, version, decisions },
        rows,
        refused,
        to: to === '-' ? null : sink.uri,
        ...(inDocument && { predictions }),
      },
      text: '',
    };
  },
});
