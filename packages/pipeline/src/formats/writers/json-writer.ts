import { ExactValue } from '../../rows/exact-value.ts';
import type { SinkBatch, SinkValue } from '../../rows/sink.ts';
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
  const labels = columns.map(({ name }) => `${JSON.stringify(name)}:`);
  return records.map(
    ({ fields }) => `{${columns.map(({ name }, at) => labels[at]! + json(fields[name] ?? null)).join(',')}}`,
  );
}

/** JSON numbers have as many digits as they need, which `JSON.stringify` cannot write. */
function json(value: SinkValue): string {
  return value instanceof ExactValue && value.type === 'number' ? value.text : JSON.stringify(value);
}
