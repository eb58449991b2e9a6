import type { SinkBatch } from '../../rows/sink.ts';
import type { TableWriter } from './table-writer.ts';

/** One JSON object a line; times in ISO 8601, missing values null. */
export const ndjsonWriter: TableWriter = {
  async *encode(batches) {
    for await (const batch of batches) {
      if (batch.records.length > 0) yield Buffer.from(`${rows(batch).join('\n')}\n`);
    }
  },
};

/** One JSON array of objects. */
export const jsonWriter: TableWriter = {
  async *encode(batches) {
    let before = '[\n';
    for await (const batch of batches) {
      if (batch.records.length === 0) continue;
      yield Buffer.from(before + rows(batch).join(',\n'));
      before = ',\n';
    }
    yield Buffer.from(before === '[\n' ? '[]\n' : '\n]\n');
  },
};

/** In the order of the columns, each of them there: a reader knows the table from its first row. */
function rows({ columns, records }: SinkBatch): string[] {
  return records.map(({ fields }) =>
    JSON.stringify(Object.fromEntries(columns.map(({ name }) => [name, fields[name] ?? null]))),
  );
}
