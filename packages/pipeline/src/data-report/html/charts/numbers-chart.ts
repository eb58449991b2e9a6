import { axisX, axisY, gridY, rectY, ruleY, text } from '@observablehq/plot';
import { count, reading, share, shortened, tickReading } from '../figures.ts';
import type { Html } from '../html.ts';
import type { Series } from '../series.ts';
import { type ChartWords, drawChart } from './draw-chart.ts';

const stripHeight = 50;

/**
 * A column of numbers as one strip of bars for each series, all over the same bins, each as shares of its own
 * rows: shapes can be compared whatever the sizes.
 */
export function numbersChart(
  words: ChartWords,
  edges: readonly number[],
  series: readonly Series[],
  kind: string,
): Html {
  const bars = series.flatMap(({ name, rows, counts, colour }) =>
    counts.flatMap((rowsInBin, bin) =>
      rowsInBin === 0 ? [] : [{ name, colour, bin, share: rowsInBin / rows, rows: rowsInBin }],
    ),
  );
  const top = Math.max(...bars.map((bar) => bar.share), 0.01);
  const place = (edge: number) => (evenly(edges) ? edges[edge]! : edge);
  const ticks = tickEdges(edges);
  return drawChart(words, {
    width: 320,
    height: series.length * stripHeight + 26,
    marginLeft: 46,
    marginRight: 12,
    marginTop: 2,
    marginBottom: 24,
    x: { type: 'linear', domain: [place(0), place(edges.length - 1)] },
    y: { domain: [0, top], insetTop: 15 },
    fy: { domain: series.map(({ name }) => name), padding: 0.06, axis: null },
    marks: [
      gridY([top], { stroke: 'var(--line)', strokeOpacity: 1 }),
      rectY(bars, {
        x1: ({ bin }: Bar) => place(bin),
        x2: ({ bin }: Bar) => place(bin + 1),
        y: 'share',
        fy: 'name',
        fill: { value: 'colour', scale: null },
        insetLeft: 0.5,
        insetRight: 0.5,
        title: (bar: Bar) =>
          `${bar.name}, ${reading(edges[bar.bin]!, kind)} to ${reading(edges[bar.bin + 1]!, kind)}: ${share(bar.share)} (${count(bar.rows)})`,
      }),
      ruleY([0], { stroke: 'var(--muted)' }),
      text(series, {
        fy: 'name',
        text: ({ name }: Series) => shortened(name, 40),
        fill: { value: 'colour', scale: null },
        frameAnchor: 'top-left',
        dy: 2,
      }),
      axisY([0, top], { tickFormat: share, tickSize: 0, label: null }),
      axisX(ticks.map(place), {
        tickFormat: (_: number, at: number) => tickReading(rounded(edges[ticks[at]!]!, edges), kind),
        tickSize: 3,
        label: null,
        anchor: 'bottom',
      }),
    ],
  });
}

interface Bar {
  readonly name: string;
  readonly bin: number;
  readonly share: number;
  readonly rows: number;
}

/** Whether the bins are equally wide. Others are drawn so nevertheless: the narrow ones could not be seen. */
export function evenly(edges: readonly number[]): boolean {
  const width = (edges.at(-1)! - edges[0]!) / (edges.length - 1);
  return edges.every((edge, at) => Math.abs(edge - edges[0]! - at * width) <= 1e-6 * Math.abs(width));
}

/** Over a wide range a fraction of 1 is nothing to read beside an axis. */
function rounded(edge: number, edges: readonly number[]): number {
  return edges.at(-1)! - edges[0]! >= 20 ? Math.round(edge) : edge;
}

/** The first and last edge and a few between. */
function tickEdges(edges: readonly number[]): number[] {
  const last = edges.length - 1;
  const steps = Math.min(last, 3);
  return Array.from({ length: steps + 1 }, (_, step) => Math.round((step * last) / steps));
}
