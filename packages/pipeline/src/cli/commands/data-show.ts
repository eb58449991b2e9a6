import { command } from '../command.ts';
import { storeOption } from '../store-option.ts';

/** `rampart data show`: what is known of a dataset, and what its columns hold. */
export const dataShow = command({
  usage: 'data show <dataset>',
  positionals: ['dataset'],
  describe: 'Tell what a dataset holds: name, or name@version',
  options: { store: storeOption },
  async run({ dataset, store }, io) {
    const { tallyColumns } = await import('../../feature-store/column-tally.ts');
    const { parseDatasetName } = await import('../../feature-store/dataset-address.ts');
    const { readDataset } = await import('../../feature-store/read-dataset.ts');
    const { describeDataset } = await import('../../report/describe-dataset.ts');
    const { manifest, directory, tables } = await readDataset(parseDatasetName(dataset, store));
    const columns = await tallyColumns(tables(io.signal), manifest.schema.columns);
    return {
      json: { directory, ...manifest, columns },
      text: describeDataset(manifest, directory, columns),
    };
  },
});
