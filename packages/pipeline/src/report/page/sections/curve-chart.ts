import { axisX, axisY, dot, gridX, gridY, line } from '@observablehq/plot';
import { type ChartWords, drawChart } from '../../../data-report/html/charts/draw-chart.ts';
import type { Html } from '../../../data-report/html/html.ts';
import { shareTicks } from './score-figures.ts';

interface Point {
  readonly x: number | null;
  readonly y: number | null;
  /** Drawn as a dot where it is given: how many rows the point stands for. */
  readonly weight?: number | null;
}

/** A curve in the unit square, with the diagonal that chance, or a perfect calibration, would give. */
export function curveChart(
  words: ChartWords,
  points: readonly Point[],
  { labels, diagonal }: { readonly labels: readonly [x: string, y: string]; readonly diagonal: boolean },
): Html {
  const known = points.filter(({ x, y }) => x !== null && y !== null);
  const dots = known.filter(({ weight }) => weight !== undefined);
  return drawChart(words, {
    width: 300,
    height: 250,
    marginLeft: 44,
    marginRight: 14,
    marginTop: 22,
    marginBottom: 38,
    x: { domain: [0, 1] },
    y: { domain: [0, 1] },
    marks: [
      gridX({ ticks: shareTicks.ticks, stroke: 'var(--line)', strokeOpacity: 1 }),
      gridY({ ticks: shareTicks.ticks, stroke: 'var(--line)', strokeOpacity: 1 }),
      ...(diagonal
        ? [
            line(
              [
                [0, 0],
                [1, 1],
              ],
              { stroke: 'var(--muted)', strokeDasharray: '3 4' },
            ),
          ]
        : []),
      line(known, { x: 'x', y: 'y', stroke: 'var(--series-1)', strokeWidth: 2, clip: false }),
      dot(dots, { x: 'x', y: 'y', r: 3.5, fill: 'var(--series-1)', stroke: 'var(--surface)' }),
      axisX({ ...shareTicks, tickSize: 3, label: labels[0], labelAnchor: 'center', labelArrow: 'none' }),
      axisY({ ...shareTicks, tickSize: 3, label: labels[1], labelAnchor: 'top', labelArrow: 'none' }),
    ],
  });
}
