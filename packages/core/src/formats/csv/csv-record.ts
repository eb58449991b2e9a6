/** One record of a text. */
export interface CsvRecord {
  /** 1-based line on which it begins. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Whether it is a comment line that names the columns, as the `#fields` of Zeek does; its cells are the names. */
  readonly namesColumns?: boolean;
  /** Its text, without the line break at its end. */
  raw(): string;
}
