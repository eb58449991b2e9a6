/** One record of a text. */
export interface CsvRecord {
  /** 1-based line on which it begins. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Its text, without the line break at its end. */
  raw(): string;
}
