import type { DatasetManifest } from '../../feature-store/manifest.ts';
import { command, shared } from '../command.ts';

/** `rampart data list`: the datasets of a feature store. */
export const dataList = command({
  name: 'data list',
  describe: 'List the datasets of a feature store',
  examples: ['rampart data list --store feature-store'],
  options: { store: shared.store },
  async run({ store }) {
    const { listDatasets } = await import('../../feature-store/list-datasets.ts');
    const { textTable } = await import('../../table/text-table.ts');
    const datasets = await listDatasets(store);
    const versions = datasets.flatMap((dataset) => dataset.versions);
    const lines = versions.map(({ name, version, rows, createdAt, source }) => [
      `${name}@${version}`,
      String(rows),
      createdAt.slice(0, 16).replace('T', ' '),
      source,
    ]);
    return {
      json: {
        store,
        datasets: datasets.map((dataset) => ({
          name: dataset.name,
          versions: dataset.versions.map(summarizeVersion),
        })),
      },
      text:
        lines.length === 0
          ? `No dataset in ${store}. \`rampart ingest <source> --to store:${store}/<name> --schema <s>\` makes one.\n`
          : textTable([['dataset', 'rows', 'made', 'source'], ...lines], ''),
    };
  },
});

/** A version without its schema, its files taken together. */
function summarizeVersion(manifest: DatasetManifest) {
  const { version, source, query, schemaDigest, contentDigest, rows, quarantined, createdAt } = manifest;
  const bytes = manifest.parts.reduce((sum, part) => sum + part.bytes, 0);
  return { version, source, query, schemaDigest, contentDigest, rows, quarantined, bytes, createdAt };
}
