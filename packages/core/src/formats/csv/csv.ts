import type { MalformedRow, RawBatch, ReadOptions } from '../../rows/source.ts';
import type { ByteSource } from '../byte-source.ts';
import { rowsPerBatch, type TableFormat } from '../table-format.ts';
import { textWindows } from './byte-window.ts';
import { checkNames, emptyFile, headerNames, recordFault } from './csv-faults.ts';
import { RecordCutter } from './record-cutter.ts';
import { typedCsv } from './typed-csv.ts';

/** CSV (RFC 4180): byte-order mark, CRLF and quoted line breaks are fine, blank lines are skipped. */
export const csv: TableFormat<'csv'> = {
  name: 'csv',
  extensions: ['csv', 'tsv', 'tab', 'txt', 'data'],
  delimited: true,
  read: readCsv,
  readTyped: typedCsv,
};

async function* readCsv(bytes: ByteSource, options: ReadOptions): AsyncGenerator<RawBatch> {
  const { uri } = bytes;
  const cutter = new RecordCutter(uri, options);
  let names: readonly string[] | null = null;
  let rows: { line: number; cells: readonly string[] }[] = [];
  let malformed: MalformedRow[] = [];
  for await (const { window, final } of textWindows(bytes, { ...options, line: () => cutter.line })) {
    for (let record = cutter.next(window, final); record !== undefined; record = cutter.next(window, final)) {
      const { line, cells } = record;
      if (record.namesColumns && (options.names !== null || names !== null)) {
        if (names !== null && options.names === null) checkNames(record, names, uri);
        continue;
      }
      const first = names === null;
      if (names === null) {
        names = options.names?.(cells.length) ?? headerNames(cells, uri);
        if (options.names === null) continue;
      }
      const problem = recordFault(record, names, options.delimiter, first);
      if (problem === undefined) rows.push({ line, cells });
      else malformed.push({ line, cells, ...problem });
      if (rows.length + malformed.length >= rowsPerBatch) {
        yield { names, rows, malformed };
        rows = [];
        malformed = [];
      }
    }
  }
  if (names === null) throw emptyFile(uri);
  yield { names, rows, malformed };
}
