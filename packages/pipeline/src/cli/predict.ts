import { command, shared } from './command.ts';

/** `rampart predict`: scores a table with a saved model. */
export const predict = command({
  usage: 'predict <source>',
  positionals: ['source'],
  describe: 'Score a table with a saved model',
  options: {
    model: shared.model,
    to: { type: 'string', describe: 'CSV file for the scored rows; standard output where left out' },
  },
  async run({ source, model, to }, io) {
    const { loadModel } = await import('@rampart/serve');
    const { scoreTable } = await import('../scoring/score-table.ts');
    const { encodeScores } = await import('../scoring/encode-scores.ts');
    const { writeFileAtomic } = await import('@rampart/core');
    const { openSource } = await import('../sources/open-source.ts');
    using predictor = await loadModel(model, { logger: io.logger });
    const scored = await scoreTable(openSource(source), predictor, { signal: io.signal });
    if (to !== undefined) await writeFileAtomic(to, encodeScores(scored, predictor.classes));
    const refused = scored.filter((row) => row.problems.length > 0).length;
    io.err(
      `${scored.length} rows scored${refused > 0 ? `, ${refused} of them refused` : ''}${to ? `: ${to}` : ''}\n`,
    );
    return {
      json: {
        model: { name: predictor.name, version: predictor.version, threshold: predictor.threshold },
        rows: scored.length,
        refused,
        to: to ?? null,
        predictions: scored,
      },
      text: to === undefined ? encodeScores(scored, predictor.classes) : '',
    };
  },
});
