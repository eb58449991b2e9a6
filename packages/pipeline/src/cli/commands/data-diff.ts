import { command, shared } from '../command.ts';

/** `rampart data diff`: how one dataset differs from another. */
export const dataDiff = command({
  name: 'data diff',
  describe: 'Compare two datasets: schema, rows, and what the columns hold',
  examples: ['rampart data diff urls@1 urls@2'],
  options: {
    before: {
      type: 'string',
      positional: true,
      demandOption: true,
      describe: 'The dataset as it was: name, or name@version',
    },
    after: {
      type: 'string',
      positional: true,
      demandOption: true,
      describe: 'The dataset as it is: name, or name@version',
    },
    store: shared.store,
  },
  async run({ before, after, store }, io) {
    const { parseDatasetName } = await import('../../feature-store/dataset-address.ts');
    const { diffDatasets } = await import('../../feature-store/diff-datasets.ts');
    const { readDataset } = await import('../../feature-store/read-dataset.ts');
    const { describeDiff } = await import('../../report/describe-dataset-diff.ts');
    const [old, now] = [
      await readDataset(parseDatasetName(before, store)),
      await readDataset(parseDatasetName(after, store)),
    ];
    const diff = await diffDatasets(old, now, io.signal);
    return { json: diff, text: describeDiff(diff) };
  },
});
