import { axisX, axisY, barX, gridX, ruleX, text } from '@observablehq/plot';
import { shortened, shortShare } from '../figures.ts';
import type { Html } from '../html.ts';
import { type ChartWords, drawChart } from './draw-chart.ts';

/** One bar. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  /** What stands behind the bar. */
  readonly label: string;
  readonly colour: string;
}

const rowHeight = 20;

/** Named quantities as bars below each other, `most` being the end of the axis. */
export function barsChart(
  words: ChartWords,
  bars: readonly Bar[],
  {
    most,
    tickFormat = shortShare,
  }: { readonly most: number; readonly tickFormat?: (value: number) => string },
): Html {
  const names = bars.map(({ name }) => shortened(name, 22));
  const longest = Math.max(...names.map((name) => name.length));
  return drawChart(words, {
    width: 340,
    height: bars.length * rowHeight + 26,
    marginLeft: Math.min(16 + longest * 6.4, 160),
    marginRight: 8 + Math.max(...bars.map(({ label }) => label.length)) * 6.2,
    marginTop: 2,
    marginBottom: 24,
    x: { domain: [0, most] },
    y: { type: 'band', domain: bars.map((_, at) => at), padding: 0.28 },
    marks: [
      gridX({ ticks: 3, stroke: 'var(--line)', strokeOpacity: 1 }),
      barX(bars, {
        x: 'value',
        y: (_: Bar, at: number) => at,
        fill: { value: 'colour', scale: null },
        title: ({ name, label }: Bar) => `${name}: ${label}`,
      }),
      ruleX([0], { stroke: 'var(--muted)' }),
      text(bars, {
        x: 'value',
        y: (_: Bar, at: number) => at,
        text: 'label',
        textAnchor: 'start',
        dx: 5,
      }),
      axisY({ tickFormat: (at: number) => names[at]!, tickSize: 0, label: null }),
      axisX({ ticks: 3, tickFormat, tickSize: 3, label: null }),
    ],
  });
}
