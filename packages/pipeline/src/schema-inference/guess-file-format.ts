import type { RawBatch, Source } from '@rampart/core/rows';

/** How a text file seems to be written. */
export interface FileFormatGuess {
  readonly delimiter: string;
  /** Whether the first line names the columns. */
  readonly header: boolean;
}

const delimiters = [',', ';', '\t', '|'] as const;

/** Names for the columns of a file without a header line. */
export const placeholderNames = (cells: number): string[] =>
  Array.from({ length: cells }, (_, at) => `column_${at + 1}`);

/** Guesses from the first rows: the delimiter that gives the most cells to rows of equal length, the comma where none does. */
export async function guessFileFormat(source: Source, signal?: AbortSignal): Promise<FileFormatGuess> {
  let best = { delimiter: ',' as string, batch: await firstRows(source, ',', signal) };
  for (const delimiter of delimiters.slice(1)) {
    const batch = await firstRows(source, delimiter, signal);
    if (evenCells(batch) > evenCells(best.batch)) best = { delimiter, batch };
  }
  return { delimiter: best.delimiter, header: isHeader(best.batch?.rows[0]?.cells ?? []) };
}

async function firstRows(
  source: Source,
  delimiter: string,
  signal: AbortSignal | undefined,
): Promise<RawBatch | undefined> {
  for await (const batch of source.read({ names: placeholderNames, delimiter, signal })) return batch;
  return undefined;
}

/** Cells of a row, where nearly all rows have as many; 0 where they do not. */
function evenCells(batch: RawBatch | undefined): number {
  if (batch === undefined || batch.malformed.length > batch.rows.length / 10) return 0;
  return batch.names.length;
}

/** A line of data repeats itself, leaves cells empty, or holds numbers; a header line does little of that. */
function isHeader(first: readonly unknown[]): boolean {
  const cells = first.map((cell) => String(cell).trim());
  const numbers = cells.filter((cell) => cell !== '' && Number.isFinite(Number(cell))).length;
  const distinct = new Set(cells).size === cells.length && !cells.includes('');
  return numbers === 0 || (numbers * 2 < cells.length && distinct);
}
