import { gzipSync } from 'node:zlib';
import {
  bool,
  columnFromArray,
  dictionary,
  float64,
  int32,
  tableFromColumns,
  tableToIPC,
  TimeUnit,
  timestamp,
  utf8,
} from '@uwdata/flechette';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { FormatName } from '../formats/index.ts';
import type { ContractCell, ContractTable, SourceContract } from './test-source.ts';

/** One way to write the contract's tables down, and how their cells and lines come back. */
export interface EncodedFormat extends Pick<SourceContract, 'cell' | 'line' | 'namesWithoutRows'> {
  readonly format: FormatName;
  /** Ending of the file's name, with its dot. */
  readonly ending: string;
  encode(table: ContractTable): Uint8Array;
}

const asJson = (value: ContractCell) => (value instanceof Date ? value.toISOString() : value);
const asText = (value: ContractCell) => (value === null ? '' : String(asJson(value)));
const objects = ({ names, rows }: ContractTable) =>
  rows.map((row) => JSON.stringify(Object.fromEntries(row.map((value, at) => [names[at]!, value]))));
const column = ({ rows }: ContractTable, at: number) => rows.map((row) => row[at]!);

const plain: readonly EncodedFormat[] = [
  {
    format: 'csv',
    ending: '.csv',
    cell: asText,
    line: (row, table) => csvLines(table)[row]!,
    encode: ({ names, rows }) =>
      Buffer.from(
        [names, ...rows].map((row) => row.map((value) => quoted(asText(value))).join(',')).join('\n'),
      ),
  },
  {
    format: 'ndjson',
    ending: '.ndjson',
    cell: asJson,
    namesWithoutRows: false,
    encode: (table) => Buffer.from(objects(table).join('\r\n')),
  },
  {
    format: 'json',
    ending: '.json',
    cell: asJson,
    namesWithoutRows: false,
    encode: (table) => Buffer.from(`\ufeff [\n${objects(table).join(' ,\n')}]\n`),
  },
  {
    format: 'parquet',
    ending: '.parquet',
    encode: (table) => {
      const types = ['INT32', 'STRING', 'DOUBLE', 'BOOLEAN', 'TIMESTAMP', 'STRING'] as const;
      const columnData = table.names.map((name, at) => ({
        name,
        type: types[at]!,
        nullable: true,
        data: column(table, at) as unknown[],
      }));
      return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 3000 }));
    },
  },
  { format: 'arrow', ending: '.arrow', encode: (table) => encodeArrowIpc(table, 'file') },
  { format: 'arrow', ending: '.arrows', encode: (table) => encodeArrowIpc(table, 'stream') },
];

/** Every format, plain and compressed. */
export const encodedFormats: readonly EncodedFormat[] = plain.flatMap((one) => [
  remembered(one),
  remembered({ ...one, ending: `${one.ending}.gz`, encode: (table) => gzipSync(one.encode(table)) }),
]);

/** The suite opens its largest table several times. */
function remembered(format: EncodedFormat): EncodedFormat {
  const known = new WeakMap<ContractTable, Uint8Array>();
  return {
    ...format,
    encode(table) {
      const bytes = known.get(table) ?? format.encode(table);
      known.set(table, bytes);
      return bytes;
    },
  };
}

const knownLines = new WeakMap<ContractTable, number[]>();

/** The line on which each row begins; some labels hold a line break. */
function csvLines(table: ContractTable): number[] {
  const known = knownLines.get(table);
  if (known !== undefined) return known;
  let line = 1;
  let breaks = 1;
  const lines = table.rows.map(([, label]) => {
    line += breaks;
    breaks = String(label).split('\n').length;
    return line;
  });
  knownLines.set(table, lines);
  return lines;
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function encodeArrowIpc(table: ContractTable, format: 'file' | 'stream'): Uint8Array {
  const types = [int32(), dictionary(utf8()), float64(), bool(), timestamp(TimeUnit.MILLISECOND), utf8()];
  const columns = table.names.map((name, at) => {
    const values = column(table, at) as unknown[];
    return [name, columnFromArray(values, types[at]!, { maxBatchRows: 3000 })] as const;
  });
  return tableToIPC(tableFromColumns(columns as never), { format }) as Uint8Array;
}
