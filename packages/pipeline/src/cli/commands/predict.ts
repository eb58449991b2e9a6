import type { ScoreResult } from '../../scoring/score-into.ts';
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
    encoding: shared.encoding,
    model: shared.model,
    backend: shared.backend,
    keep: {
      type: 'string',
      describe: 'Columns of the table to write beside the scores, as in id,url; `all` for every one',
    },
    to: {
      type: 'string',
      written: true,
      describe:
        'Where the scored rows go: path, s3: or mongodb: URI; as CSV to standard output where left out',
    },
  },
  async run({ source, format, encoding, model, backend, keep: kept, to = '-', json }, io) {
    const { loadModel } = await import('@rampart/serve');
    const { counted } = await import('@rampart/core/internal');
    const { describeUnseen, UnseenCounter } = await import('../../scoring/count-unseen.ts');
    const { showLoad } = await import('../progress/load-progress.ts');
    const { scoreInto } = await import('../../scoring/score-into.ts');
    const { scoreTable } = await import('../../scoring/score-table.ts');
    const { openSink } = await import('../../connections/open-sink.ts');
    const { openSource } = await import('../../connections/open-source.ts');
    // Opened first: an address that cannot be written to is told before anything is scored.
    const sink = openSink(to, { stdout: io.stdout });
    const table = openSource(source, { format });
    using predictor = await loadModel(model, { backend, logger: io.logger });
    const { name, version, decisions } = predictor;
    const names = kept?.split(',').map((column) => column.trim());
    const keep = names?.join() === 'all' ? 'all' : names;
    // With `--json` the document holds the rows that standard output would have had.
    const predictions: ScoredRow[] = [];
    const inDocument = json && to === '-';
    let result: ScoreResult;
    const unseen = new UnseenCounter();
    if (inDocument) {
      for await (const batch of scoreTable(table, predictor, { keep, encoding, signal: io.signal })) {
        unseen.add(batch);
        for (const row of batch) predictions.push(row);
      }
      const refusals = predictions.filter(({ problems }) => problems.length > 0);
      result = { rows: predictions.length, refused: refusals.length, unseen: unseen.columns() };
    } else {
      const progress = showLoad(io, null, 'Predict');
      result = await scoreInto(table, predictor, sink, {
        keep,
        encoding,
        signal: io.signal,
        onProgress: (done) => progress.show({ read: done, loaded: done }),
        onRenamed: (column, renamed) =>
          io.err(`the column \`${column}\` is written as \`${renamed}\`: the scores have one of its name\n`),
      }).finally(() => progress.stop());
    }
    const { rows, refused } = result;
    const told = refused > 0 ? `, ${refused} of them refused` : '';
    io.err(`${counted(rows, 'row')} scored${told}${to === '-' ? '' : `: ${sink.uri}`}\n`);
    for (const line of describeUnseen(result.unseen)) io.err(`${line}\n`);
    return {
      json: {
        model: { name, version, decisions },
        rows,
        refused,
        unseen: result.unseen,
        to: to === '-' ? null : sink.uri,
        ...(inDocument && { predictions }),
      },
      text: '',
    };
  },
});
