import type { DatasetSchema } from '../schema/dataset-schema.ts';
import type { TextEncodingName } from '../schema/text-encodings.ts';
import type { ReadChunksOptions, TypedChunk } from './typed-chunk.ts';

/** A row that has no place in the table: too many or too few cells, or a text that cannot be read as a row at all. */
export interface MalformedRow {
  /** 1-based line of the file on which the row begins. */
  readonly line: number;
  /** Its cells; a text that could not be divided into cells stands behind a place for each column. */
  readonly cells: readonly unknown[];
  /** `header`: the line that names the columns stands there once more; `cells` where left out. */
  readonly rule?: 'cells' | 'header';
  /** What the row should have been; completes "expected …". */
  readonly expected: string;
  /** What it was; completes "received …". */
  readonly received: string;
}

/**
 * Some rows as a source holds them, before any typing: texts, or the values of a typed format (number, bigint,
 * boolean, Date, null). `cells` follow the order of `names`; `line` counts rows from 1 where there are no lines.
 */
export interface RawBatch {
  /** Objects without a common schema may bring columns later: names are then added at the end, never moved. */
  readonly names: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly unknown[] }[];
  readonly malformed: readonly MalformedRow[];
}

/** What a reader may ask of a source. */
export interface ReadOptions {
  /** Names the columns of a file without a header line, given how many cells its first row has; null where the first line names them. */
  readonly names: ((cells: number) => readonly string[]) | null;
  readonly delimiter: string;
  /** Lines of a text file that stand before its header line; none where left out. */
  readonly skip?: number | undefined;
  /** How lines of a text file begin that are no rows. A line `#fields` among them names the columns, as in Zeek's logs. */
  readonly comment?: string | undefined;
  /** How a text file is written; UTF-8 where left out. A byte-order mark tells better. */
  readonly encoding?: TextEncodingName | undefined;
  /** Only these columns are wanted: a driver that can leave others out does. Those the source lacks are passed over. */
  readonly columns?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Where a table comes from. */
export interface Source {
  /** What the user called it, without credentials; used in errors, lineage and reports. */
  readonly uri: string;
  /** What the URI asks for of all that is there, in the words of the source; undefined where it is everything. */
  readonly query?: string | undefined;
  /** Whether rows are delimited text, so that `names` and `delimiter` mean something. */
  readonly delimited?: boolean;
  /** Streams the rows in order. The first batch comes even where there is no row, since it names the columns. */
  read(options: ReadOptions): AsyncIterable<RawBatch>;
  /** A faster way to the chunks that `readChunks` makes of `read`, where a driver has one; the result is the same. */
  readTyped?(schema: DatasetSchema, options: ReadChunksOptions): AsyncIterable<TypedChunk>;
  /**
   * SHA-256, in hex, of the content or of what tells one content from another (address and ETag); null where
   * that cannot be known without reading all.
   */
  digest(signal?: AbortSignal): Promise<string | null>;
}
