/** One line of a chart: values at 1, 2, 3 …; what is not finite is a gap. */
export interface ChartSeries {
  readonly name: string;
  readonly values: readonly number[];
}

/** The size of a chart in characters, and whether lines differ in colour. */
export interface ChartOptions {
  /** Of everything: axis, lines and names. */
  readonly width: number;
  /** Of the lines; the numbers below take one more. */
  readonly height: number;
  /** ANSI colours, for a terminal. */
  readonly colors?: boolean | undefined;
}

/** The bit of each of a braille character's 4 rows of 2 dots. */
const dots = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/** Cyan, yellow, magenta, green, blue, red: all readable on dark and on light. */
const palette = [36, 33, 35, 32, 34, 31];

/** One character of the plot: its dots, and the series that was there last. */
interface Cell {
  dots: number;
  series: number;
}

/**
 * Draws series over one another with braille dots: the vertical axis from the least to the greatest value, each
 * name to the right, at the height of its last value. Empty where no value is finite.
 */
export function lineChart(
  all: readonly ChartSeries[],
  { width, height, colors = false }: ChartOptions,
): string {
  const series = all.filter(({ values }) => values.some(Number.isFinite)).slice(0, height);
  if (series.length === 0) return '';
  const values = series.flatMap((one) => one.values.filter(Number.isFinite));
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  // A single level lies in the middle.
  const down = (value: number) =>
    Math.round((high === low ? 0.5 : (high - value) / (high - low)) * (4 * height - 1));
  const axis = new Map([high, low].map((value) => [down(value) >> 2, value.toPrecision(3)]));
  const margin = Math.max(...[...axis.values()].map((text) => text.length));
  const names = Math.max(...series.map(({ name }) => name.length));
  const columns = Math.max(4, width - margin - names - 3);
  const longest = Math.max(...series.map((one) => one.values.length));

  const cells = Array.from({ length: height }, () =>
    Array.from({ length: columns }, (): Cell => ({ dots: 0, series: 0 })),
  );
  const across = (at: number) => Math.round((at * (2 * columns - 1)) / Math.max(1, longest - 1));
  const color = (at: number, text: string) =>
    colors ? `\x1b[${palette[at % palette.length]}m${text}\x1b[39m` : text;

  for (const [number, one] of series.entries()) {
    drawLine(one.values, { across, down }, (x, y) => {
      const cell = cells[y >> 2]![x >> 1]!;
      cell.dots |= dots[y & 3]![x & 1]!;
      cell.series = number;
    });
  }
  const named = namesByRow(
    series.map((one) => down(one.values.findLast(Number.isFinite)!) >> 2),
    height,
  );
  const lines = cells.map((row, at) => {
    const label = axis.get(at);
    const plot = row.map((cell) =>
      cell.dots === 0 ? ' ' : color(cell.series, String.fromCharCode(0x2800 + cell.dots)),
    );
    const name = named[at] === undefined ? '' : ` ${color(named[at], series[named[at]]!.name)}`;
    return `${(label ?? '').padStart(margin)} ${label === undefined ? '│' : '┤'}${plot.join('')}${name}`;
  });
  const last = String(longest);
  const numbers = `${' '.repeat(margin + 2)}1${longest > 1 ? last.padStart(columns - 1) : ''}`;
  return [...lines, numbers].map((line) => `${line.trimEnd()}\n`).join('');
}

/** Marks the dots of the values and those on the straight lines between neighbours. */
function drawLine(
  values: readonly number[],
  { across, down }: Record<'across' | 'down', (value: number) => number>,
  mark: (x: number, y: number) => void,
): void {
  let before: { x: number; y: number } | undefined;
  for (const [at, value] of values.entries()) {
    const dot = Number.isFinite(value) ? { x: across(at), y: down(value) } : undefined;
    if (dot) {
      const from = before ?? dot;
      const steps = Math.max(Math.abs(dot.x - from.x), Math.abs(dot.y - from.y), 1);
      for (let step = 0; step <= steps; step++) {
        const part = step / steps;
        mark(Math.round(from.x + (dot.x - from.x) * part), Math.round(from.y + (dot.y - from.y) * part));
      }
    }
    before = dot;
  }
}

/** For each row of the chart the series whose name stands there: as near to the wanted row as there is room. */
function namesByRow(wanted: readonly number[], height: number): (number | undefined)[] {
  const rows: (number | undefined)[] = Array.from({ length: height }, () => undefined);
  for (const [number, row] of [...wanted.entries()].toSorted((a, b) => a[1] - b[1])) {
    const free = [...rows.keys()].filter((at) => rows[at] === undefined);
    const nearest = free.toSorted((a, b) => Math.abs(a - row) - Math.abs(b - row))[0]!;
    rows[nearest] = number;
  }
  return rows;
}
