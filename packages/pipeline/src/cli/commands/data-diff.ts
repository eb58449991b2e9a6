import { command } from '../command.ts';
import { storeOption } from '../store-option.ts';

/** `rampart data diff`: how one dataset differs from another. */
export const dataDiff = command({
  usage: 'data diff <before> <after>',
  positionals: ['before', 'after'],
  describe: 'Compare two datasets: schema, rows, and what the columns hold',
  options: { store: storeOption },
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
