import { RampartError } from '@rampart/core';
import { quote } from '@rampart/core/internal';
import type { FileLayout, Source } from '@rampart/core/rows';
import { judgeHeader } from './judge-header.ts';
import { cellsIn, cellsOf, cureOf, type HeadRecord, unclearLayout } from './unclear-layout.ts';

/** What a person may tell of how a text file is written. */
export interface ToldLayout extends Partial<Pick<FileLayout, 'encoding' | 'skip' | 'comment'>> {
  readonly delimiter?: string | undefined;
  /** Whether the first line names the columns. */
  readonly header?: boolean | undefined;
}

/** How a text file seems to be written. */
export interface FileFormatGuess extends Omit<FileLayout, 'names'> {
  /** Whether the first line names the columns. */
  readonly header: boolean;
  /** Texts that the file itself says mean "no value". */
  readonly missing: readonly string[];
  /** What a person should look at. */
  readonly doubts: readonly string[];
}

const delimiters = [',', ';', '\t', '|'] as const;

/** Names for the columns of a file without a header line. */
export const placeholderNames = (cells: number): string[] =>
  Array.from({ length: cells }, (_, at) => `column_${at + 1}`);

/**
 * Guesses from the first rows. Throws a RampartError('source') that shows the first lines where they leave open what
 * stands between the cells or which line names them; nothing is guessed that is told.
 */
export async function guessFileFormat(
  source: Source,
  told: ToldLayout = {},
  signal?: AbortSignal,
): Promise<FileFormatGuess> {
  const { encoding } = told;
  const lines = await headOf(source, { ...told, delimiter: unused }, signal).catch(() => []);
  const zeek = told.comment === undefined ? zeekLayout(lines) : undefined;
  if (zeek !== undefined)
    return { ...zeek, encoding, skip: told.skip, header: told.header ?? true, doubts: [] };
  const comments = commentLayout(lines, told);
  const layout = { encoding, skip: told.skip, comment: told.comment, ...comments.layout };
  const { delimiter, records, doubts } = await chooseDelimiter(
    source,
    { ...layout, delimiter: told.delimiter },
    signal,
  );
  const common = { ...layout, delimiter, missing: [] };
  const allDoubts = [...comments.doubts, ...doubts];
  const [first, ...rest] = records;
  if (told.header !== undefined || first === undefined) {
    return { ...common, header: told.header ?? true, doubts: allDoubts };
  }
  const width = widthOf(records).cells;
  const below = rest.filter(({ cells }) => cells.length === width).map(({ cells }) => cells);
  refuseOddFirstLine(source.uri, { records, delimiter }, width);
  const { header, doubt } = comments.headerIsComment ? { header: true } : judgeHeader(first.cells, below);
  return { ...common, header, doubts: doubt === undefined ? allDoubts : [...allDoubts, doubt] };
}

/** Stands for no delimiter, so that a record is its line. */
const unused = '\u0001';

async function headOf(
  source: Source,
  { delimiter, skip, comment, encoding }: Omit<FileLayout, 'names'>,
  signal: AbortSignal | undefined,
): Promise<HeadRecord[]> {
  const options = { names: placeholderNames, delimiter, skip, comment, encoding, signal };
  for await (const { rows, malformed } of source.read(options)) {
    return [...rows, ...malformed]
      .toSorted((left, right) => left.line - right.line)
      .map(({ line, cells }) => ({ line, cells: cells.map(String) }));
  }
  return [];
}

/** A log of Zeek says in its comments how it is written. */
function zeekLayout(
  lines: readonly HeadRecord[],
): Pick<FileFormatGuess, 'delimiter' | 'comment' | 'missing'> | undefined {
  const comments = lines.map(({ cells }) => cells[0]!).filter((line) => line.startsWith('#'));
  if (!comments.some((line) => line.startsWith('#fields'))) return undefined;
  const setting = (name: string) =>
    comments.find((line) => line.startsWith(`#${name}`))?.slice(name.length + 2);
  const hex = /^\\x([\da-f]{2})/i.exec(setting('separator') ?? '')?.[1];
  const delimiter = hex === undefined ? '\t' : String.fromCharCode(parseInt(hex, 16));
  const missing = [setting('unset_field') ?? '-', setting('empty_field') ?? '(empty)'];
  return { delimiter, comment: '#', missing: missing.map((token) => token.trim()) };
}

/** What lines that begin with `#` are: comments, or the last one in front of the rows their header. */
function commentLayout(lines: readonly HeadRecord[], told: ToldLayout) {
  const none = { layout: {}, doubts: [] as string[], headerIsComment: false };
  const hashed = lines.filter(({ cells }) => cells[0]!.startsWith('#'));
  if (told.comment !== undefined || told.skip !== undefined || hashed.length === 0) return none;
  const leading = lines.findIndex(({ cells }) => !cells[0]!.startsWith('#'));
  const last = lines[leading - 1];
  const data = lines[leading];
  if (last !== undefined && data !== undefined) {
    const counted = (record: HeadRecord, delimiter: string) => record.cells[0]!.split(delimiter).length;
    const delimiter = delimiters.find(
      (one) => counted(last, one) > 1 && counted(last, one) === counted(data, one),
    );
    if (delimiter !== undefined) {
      const cut = (record: HeadRecord) => record.cells[0]!.split(delimiter);
      const below = lines
        .slice(leading)
        .map(cut)
        .filter((cells) => cells.length === counted(data, delimiter));
      if (!judgeHeader(below[0]!, below.slice(1)).header) {
        const skip = last.line - 1;
        return {
          layout: skip > 0 ? { skip } : {},
          doubts: ['its header line begins with `#`'],
          headerIsComment: true,
        };
      }
    }
    return { ...none, layout: { comment: '#' }, doubts: [commentDoubt(hashed.length)] };
  }
  // In between they are comments where no delimiter makes them rows like the others.
  const odd = hashed.every(({ cells }) => delimiters.every((one) => !cells[0]!.includes(one)));
  const cut = delimiters.some((one) => lines[0]!.cells[0]!.includes(one));
  return odd && cut ? { ...none, layout: { comment: '#' }, doubts: [commentDoubt(hashed.length)] } : none;
}

function commentDoubt(lines: number): string {
  return `lines that begin with \`#\` (${lines} of the first ones) are taken for comments`;
}

/** How many cells most records have, and which share of them has as many. */
function widthOf(records: readonly HeadRecord[]): { readonly cells: number; readonly share: number } {
  const counts = new Map<number, number>();
  for (const { cells } of records) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [cells, count] = [...counts].toSorted(
    (left, right) => right[1] - left[1] || right[0] - left[0],
  )[0] ?? [0, 0];
  return { cells, share: records.length === 0 ? 0 : count / records.length };
}

/** The delimiter that gives the most cells to rows of equal length; the one that is told. */
async function chooseDelimiter(
  source: Source,
  layout: Omit<FileLayout, 'names' | 'delimiter'> & { readonly delimiter: string | undefined },
  signal: AbortSignal | undefined,
) {
  const doubts: string[] = [];
  let failure: unknown;
  const heads: {
    readonly delimiter: string;
    readonly records: HeadRecord[];
    readonly cells: number;
    readonly share: number;
  }[] = [];
  const look = async (delimiter: string) => {
    try {
      const records = await headOf(source, { ...layout, delimiter }, signal);
      heads.push({ delimiter, records, ...widthOf(records) });
    } catch (error) {
      // Excel's hint `sep=;` refuses all but one.
      if (!(error instanceof RampartError)) throw error;
      failure ??= error;
    }
  };
  for (const delimiter of layout.delimiter === undefined ? delimiters : [layout.delimiter])
    await look(delimiter);
  if (heads.length === 0) throw failure;
  const even = heads.filter(({ cells, share }) => cells > 1 && share >= 0.9);
  const [best] = even.toSorted((left, right) => right.cells - left.cells);
  if (best !== undefined) return { ...best, doubts };
  const ragged = heads.toSorted((left, right) => cellsIn(right.records) - cellsIn(left.records))[0]!;
  const { records } = ragged;
  if (cellsIn(records) < 1.5 * records.length) {
    if (layout.delimiter !== undefined) return { ...ragged, doubts };
    await look(' ');
    const blank = heads.at(-1)!;
    if (blank.delimiter === ' ' && blank.cells > 1 && blank.share === 1 && records.length > 2) {
      return { ...blank, doubts: ['its cells seem to be set apart by single blanks'] };
    }
    throw unclearLayout(source.uri, ragged, {
      expected: 'lines of several cells with a comma, semicolon, tab or bar between them',
      received: 'lines of one cell',
      fix: 'Say what stands between the cells: `--delimiter` (`file.delimiter` in a schema). Where it is several blanks, make one tab of them first: `tr -s " " "\\t"`. Lines in front of the header are passed over with `--skip`, comments with `--comment`.',
    });
  }
  const other = records.find(({ cells }) => cells.length !== records[0]!.cells.length)!;
  throw unclearLayout(source.uri, ragged, {
    expected: `rows of equal length, set apart by ${quote(ragged.delimiter)} or another \`--delimiter\``,
    received: `a file in which ${cellsOf(other)} where ${cellsOf(records[0]!)}`,
    fix: `${cureOf(records)} Lines in front of the header are passed over with \`--skip\`, comments with \`--comment\`; another delimiter is told with \`--delimiter\`. In a schema these are \`file.skip\`, \`file.comment\` and \`file.delimiter\`.`,
  });
}

/** Refuses a title that stands where the header should, and a header that is shorter or longer than the rows. */
function refuseOddFirstLine(
  uri: string,
  { records, delimiter }: { readonly records: readonly HeadRecord[]; readonly delimiter: string },
  width: number,
): void {
  const [first, second] = records;
  if (first!.cells.length !== width) {
    const other = records.find(({ cells }) => cells.length === width)!;
    throw unclearLayout(
      uri,
      { records, delimiter },
      {
        expected: 'a first line with a cell for each column',
        received: `a file in which ${cellsOf(other)} where ${cellsOf(first!)}`,
        fix: `${cureOf(records)} Where the first lines are a title, pass over them: \`--skip ${other.line - 1}\` (\`file: { skip: ${other.line - 1} }\` in a schema).`,
      },
    );
  }
  const filled = (record: HeadRecord) => record.cells.filter((cell) => cell.trim() !== '').length;
  if (second === undefined || filled(first!) > 1 || width < 2 || filled(second) < width) return;
  const below = records.slice(2).filter(({ cells }) => cells.length === width);
  if (
    below.length === 0 ||
    !judgeHeader(
      second.cells,
      below.map(({ cells }) => cells),
    ).header
  )
    return;
  throw unclearLayout(
    uri,
    { records, delimiter },
    {
      expected: 'a first line that names the columns',
      received: `what seems to be a title on line ${first!.line}, ${quote(first!.cells.filter((cell) => cell.trim() !== '').join(''))}`,
      fix: `Pass over it: \`--skip ${second.line - 1}\` (\`file: { skip: ${second.line - 1} }\` in a schema).`,
    },
  );
}
