import type { SinkBatch, SinkColumn, SinkValue } from '../sink.ts';
import type { TableWriter } from './table-writer.ts';

/** CSV (RFC 4180, with line feeds): a header line; times in ISO 8601, JSON as text, missing values empty. */
export const csvWriter: TableWriter = {
  name: 'csv',
  async *encode(batches) {
    let isFirst = true;
    for await (const batch of batches) {
      const text = csvText(batch, isFirst);
      isFirst = false;
      if (text !== '') yield Buffer.from(text);
    }
  },
};

/** One batch as CSV lines, under a header line where one is wanted. */
export function csvText({ columns, records }: SinkBatch, header: boolean): string {
  const lines = header ? [line(columns.map(({ name }) => quoted(name)))] : [];
  for (const { fields } of records) lines.push(line(columns.map((column) => cell(fields, column))));
  return lines.join('');
}

/** A line of nothing would be taken for no row at all. */
function line(cells: readonly string[]): string {
  return cells.length === 1 && cells[0] === '' ? '""\n' : `${cells.join(',')}\n`;
}

function cell(fields: Readonly<Record<string, SinkValue>>, { name }: SinkColumn): string {
  const value = fields[name];
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  if (typeof value === 'string') return quoted(value);
  if (value instanceof Date) return value.toISOString();
  return quoted(JSON.stringify(value));
}

function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
