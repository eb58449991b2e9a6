import { axisX, axisY, dot, gridX, ruleY } from '@observablehq/plot';
import { count, share, shortened, shortShare } from '../figures.ts';
import type { Html } from '../html.ts';
import type { Series } from '../series.ts';
import { type ChartWords, drawChart } from './draw-chart.ts';

const rowHeight = 19;
const spread = 9;

/**
 * A column of few values as one line for each value, on which every series has its dot at the share of its own
 * rows; the line between the dots is the difference.
 */
export function valuesChart(words: ChartWords, labels: readonly string[], series: readonly Series[]): Html {
  const dots = series.flatMap(({ name, rows, counts }) =>
    counts.map(
      (rowsOfValue, bin): Dot => ({
        name,
        bin,
        share: rows === 0 ? 0 : rowsOfValue / rows,
        rows: rowsOfValue,
      }),
    ),
  );
  const spans = labels.map((_, bin) => {
    const shares = dots.filter((one) => one.bin === bin).map((one) => one.share);
    return { bin, least: Math.min(...shares), most: Math.max(...shares) };
  });
  const top = Math.max(...dots.map((one) => one.share), 0.01);
  const names = labels.map((label) => shortened(label, 20));
  const longest = Math.max(...names.map((name) => name.length));
  return drawChart(words, {
    width: 320,
    height: labels.length * rowHeight + 26,
    marginLeft: Math.min(20 + longest * 6.2, 140),
    marginRight: 16,
    marginTop: 2,
    marginBottom: 24,
    x: { domain: [0, top] },
    y: { type: 'band', domain: labels.map((_, bin) => bin), padding: 0 },
    marks: [
      gridX({ ticks: 4, stroke: 'var(--line)', strokeOpacity: 1 }),
      ruleY(spans, {
        x1: 'least',
        x2: 'most',
        y: 'bin',
        stroke: 'var(--muted)',
        strokeWidth: 1.5,
        strokeOpacity: 0.6,
      }),
      // A little above each other, so that equal shares do not hide one another.
      ...series.map(({ name, colour, symbol }, at) =>
        dot(
          dots.filter((one) => one.name === name),
          {
            x: 'share',
            y: 'bin',
            dy: ((at + 0.5) / series.length - 0.5) * spread,
            r: 4,
            symbol,
            fill: colour,
            stroke: 'var(--surface)',
            strokeWidth: 1,
            title: (one: Dot) => `${one.name}, ${labels[one.bin]!}: ${share(one.share)} (${count(one.rows)})`,
          },
        ),
      ),
      axisY({ tickFormat: (bin: number) => names[bin]!, tickSize: 0, label: null }),
      axisX({ ticks: 4, tickFormat: shortShare, tickSize: 3, label: null }),
    ],
  });
}

interface Dot {
  readonly name: string;
  readonly bin: number;
  readonly share: number;
  readonly rows: number;
}
