import { notationWriter } from '@rampart/core/internal/tables';
import { ExactValue } from '../../rows/exact-value.ts';
import type { SinkBatch, SinkColumn, SinkValue } from '../../rows/sink.ts';
import type { TableWriter } from './table-writer.ts';

/**
 * CSV (RFC 4180, with line feeds): a header line; numbers in the notation of their column, times in ISO 8601, JSON as
 * text, missing values empty.
 */
export function csvWriter(delimiter = ','): TableWriter {
  return {
    async *encode(batches) {
      let isFirst = true;
      for await (const batch of batches) {
        const text = csvText(batch, isFirst, delimiter);
        isFirst = false;
        if (text !== '') yield Buffer.from(text);
      }
    },
  };
}

/** One batch as CSV lines, under a header line where one is wanted. */
export function csvText({ columns, records }: SinkBatch, header: boolean, delimiter = ','): string {
  const lines = header ? [columns.map(({ name }) => quoted(name, delimiter))] : [];
  const writers = columns.map((column) => cellWriter(column, delimiter));
  for (const { fields } of records) lines.push(columns.map(({ name }, at) => writers[at]!(fields[name])));
  // A line of nothing would be taken for no row at all.
  return lines
    .map((cells) => (cells.length === 1 && cells[0] === '' ? '""\n' : `${cells.join(delimiter)}\n`))
    .join('');
}

function cellWriter({ notation }: SinkColumn, delimiter: string): (value: SinkValue | undefined) => string {
  const write = notation && notationWriter(notation);
  const number =
    write === undefined ? (plain: string) => plain : (plain: string) => quoted(write(plain), delimiter);
  return (value) => {
    if (value === null || value === undefined) return '';
    if (typeof value === 'number') return Number.isFinite(value) ? number(String(value)) : '';
    if (typeof value === 'string') return quoted(value, delimiter);
    if (value instanceof Date) return value.toISOString();
    if (value instanceof ExactValue) return value.type === 'number' ? number(value.text) : value.text;
    return quoted(JSON.stringify(value), delimiter);
  };
}

function quoted(text: string, delimiter: string): string {
  const mustBe = text.includes(delimiter) || /["\r\n]|^\s|\s$/.test(text);
  return mustBe ? `"${text.replaceAll('"', '""')}"` : text;
}
