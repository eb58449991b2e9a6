import { command, shared } from '../command.ts';

/** `rampart data show`: what is known of a dataset, and what its columns hold. */
export const dataShow = command({
  name: 'data show',
  describe: 'Tell what a dataset holds: name, or name@version',
  examples: ['rampart data show urls@2'],
  options: {
    dataset: {
      type: 'string',
      positional: true,
      demandOption: true,
      describe: 'Name of a dataset, or name@version',
    },
    store: shared.store,
  },
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
