import type { Terminal } from '../cli/progress/live-region.ts';

/** A terminal that keeps its screen, for tests: knows line breaks, cursor up, erase to the end, colours. */
export interface TestTerminal extends Terminal {
  /** Its lines without colours, up to the last one that is not empty. */
  screen(): string[];
  /** How often it was written to. */
  writes(): number;
}

/** A terminal of a size. */
export function testTerminal({ columns = 80, rows = 24 } = {}): TestTerminal {
  let lines = [''];
  let row = 0;
  let writes = 0;

  function put(text: string): void {
    for (const part of text.split(/(\n|\r)/)) {
      if (part === '\n') {
        row += 1;
        lines[row] ??= '';
      } else if (part === '\r') {
        // The region never writes over a part of a line.
      } else lines[row] += part;
    }
  }

  return {
    columns,
    rows,
    write(text) {
      writes += 1;
      const [first, ...commands] = text.split('\x1b[');
      put(first!);
      for (const part of commands) {
        const [, count, command, rest] = /^(\d*)([A-Za-z])([^]*)$/.exec(part)!;
        if (command === 'A') row = Math.max(0, row - Number(count));
        if (command === 'J') lines = [...lines.slice(0, row), ''];
        put(rest!);
      }
    },
    screen() {
      return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
    },
    writes: () => writes,
  };
}
