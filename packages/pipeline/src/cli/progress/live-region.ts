import { stripVTControlCharacters } from 'node:util';

/** A terminal, or what stands for one in a test. */
export interface Terminal {
  write(text: string): unknown;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}

/** The last lines of a terminal, drawn again in place; what is printed meanwhile goes above them. */
export interface LiveRegion {
  /**
   * Puts these lines in place of those before; soon, where that was done a moment ago. They are asked for when they
   * are drawn, so that what nobody would see costs nothing.
   */
  show(lines: (columns: number) => readonly string[]): void;
  /** Prints a text of whole lines. */
  print(text: string): void;
  /** Takes the lines away. */
  clear(): void;
}

/** Milliseconds between two drawings: as often as one can read, and a small cost however many events come. */
const pause = 100;

/** The live region of a terminal; nothing is written before the first line is shown or printed. */
export function createLiveRegion(
  terminal: Terminal,
  now: () => number = () => performance.now(),
): LiveRegion {
  let wanted: ((columns: number) => readonly string[]) | undefined;
  /** Lines on the terminal at present. */
  let drawn = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  /** Up to the first line of the region, and all below it gone. */
  const erased = () => (drawn === 0 ? '' : `\x1b[${drawn}A\r\x1b[J`);

  function draw(above = ''): void {
    clearTimeout(timer);
    timer = undefined;
    // Some terminals say that they have no size.
    const columns = terminal.columns || 80;
    // The cursor cannot go up beyond the top: of more lines than there are rows the last ones must do.
    const most = Math.max(1, (terminal.rows || 24) - 1);
    const lines = (wanted?.(columns) ?? []).slice(-most).map((line) => fitted(line, columns));
    terminal.write(`${erased()}${above}${lines.map((line) => `${line}\n`).join('')}`);
    drawn = lines.length;
    drawnAt = now();
  }

  return {
    show(lines) {
      wanted = lines;
      const wait = drawnAt + pause - now();
      if (wait <= 0) draw();
      else timer ??= setTimeout(draw, wait).unref();
    },
    print(text) {
      if (wanted === undefined) terminal.write(text);
      else draw(text);
    },
    clear() {
      clearTimeout(timer);
      timer = undefined;
      if (drawn > 0) terminal.write(erased());
      wanted = undefined;
      drawn = 0;
      drawnAt = Number.NEGATIVE_INFINITY;
    },
  };
}

/** A line that the terminal does not break in two, which would count as one more. */
function fitted(line: string, columns: number): string {
  const text = stripVTControlCharacters(line);
  return text.length < columns ? line : text.slice(0, columns - 1);
}
