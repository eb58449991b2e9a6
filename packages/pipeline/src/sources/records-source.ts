import { createHash } from 'node:crypto';
import { quote, throwIfAborted } from '@rampart/core/internal/tables';
import { rowsPerBatch } from '@rampart/core/formats';
import type { MalformedRow, RawBatch, ReadOptions, Source } from '@rampart/core/rows';

/** A row in memory: a plain object, its values texts, numbers, booleans, Dates, or null where there is none. */
export type RowRecord = Readonly<Record<string, unknown>>;

/**
 * Rows in memory as a source: its columns are the keys of the records, which must not change while it is used. They
 * count by their content: the same records again make no stage run again. `name` is what reports call them.
 */
export function recordsSource(
  records: readonly RowRecord[],
  { name = 'rows in memory' }: { readonly name?: string } = {},
): Source {
  return {
    uri: name,
    read: (options) => batchesOf(records, options),
    digest: (signal) => Promise.resolve(digestOf(records, signal)),
  };
}

// Asynchronous as every source is, so that whoever waits for it lets others run.
// oxlint-disable-next-line require-await
async function* batchesOf(
  records: readonly RowRecord[],
  { columns, signal }: ReadOptions,
): AsyncGenerator<RawBatch> {
  const wanted = columns === undefined ? undefined : new Set(columns);
  const known = new Set<string>();
  for (let start = 0; start === 0 || start < records.length; start += rowsPerBatch) {
    throwIfAborted(signal);
    const some = Array.from(records.slice(start, start + rowsPerBatch), (record: unknown, at) => ({
      line: start + at + 1,
      record,
    }));
    for (const { record } of some) {
      if (!isRecord(record)) continue;
      for (const key of Object.keys(record)) if (wanted === undefined || wanted.has(key)) known.add(key);
    }
    const names = [...known];
    yield {
      names,
      rows: some.flatMap(({ line, record }) =>
        isRecord(record)
          ? [{ line, cells: names.map((name) => (Object.hasOwn(record, name) ? record[name] : undefined)) }]
          : [],
      ),
      malformed: some.flatMap(({ line, record }): MalformedRow[] =>
        isRecord(record)
          ? []
          : [
              {
                line,
                cells: [...names.map(() => undefined), record],
                expected: 'an object',
                received: quote(String(record)),
              },
            ],
      ),
    };
  }
}

function isRecord(value: unknown): value is RowRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function digestOf(records: readonly RowRecord[], signal: AbortSignal | undefined): string {
  const hash = createHash('sha256');
  for (const [row, record] of records.entries()) {
    if (row % rowsPerBatch === 0) throwIfAborted(signal);
    hash.update(`${JSON.stringify(plain(record))}\n`);
  }
  return hash.digest('hex');
}

/** As JSON can hold it, so that no two different values look alike: 1 and "1", a Date and its text, NaN and null. */
function plain(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return { number: String(value) };
  if (typeof value === 'bigint') return { bigint: String(value) };
  if (typeof value === 'undefined') return { undefined: true };
  if (value instanceof Date) return { time: value.getTime() };
  if (Array.isArray(value)) return [value.map(plain)];
  if (typeof value === 'object' && value !== null)
    return [Object.entries(value).map(([key, member]) => [key, plain(member)])];
  return value;
}
