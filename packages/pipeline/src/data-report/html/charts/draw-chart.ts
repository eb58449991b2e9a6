import { type PlotOptions, plot } from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { html, type Html, trusted } from '../html.ts';

/** What a chart is called, and what it says, for those who do not see it. */
export interface ChartWords {
  /** Unique in the page; a part of the ids inside the chart. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

const { document } = parseHTML('<!doctype html><html><body></body></html>');

/**
 * Draws a chart as an SVG that takes its colours from the page's variables, so that it follows the colour scheme.
 * A chart of no more than 340 pixels keeps its letters readable on a phone: the page shows it no wider than it is.
 */
export function drawChart({ id, title, description }: ChartWords, options: PlotOptions): Html {
  const svg = plot({ ...options, document, className: 'chart' }) as unknown as Drawing;
  svg.querySelector('style')?.remove();
  for (const element of svg.querySelectorAll('*')) tidy(element);
  for (const name of ['class', 'fill', 'font-family', 'font-size']) svg.removeAttribute(name);
  const size = ['width', 'height'].map((name) => Number(svg.getAttribute(name)));
  return html`<svg class="chart" viewBox="0 0 ${size[0]!} ${size[1]!}" width="${size[0]!}" height="${size[1]!}" fill="currentColor" text-anchor="middle" role="img" aria-labelledby="${id}-title" aria-describedby="${id}-text"><title id="${id}-title">${title}</title><desc id="${id}-text">${description}</desc>${trusted(svg.innerHTML)}</svg>`;
}

/** The part of an element that is needed here; the library's own type is that of a browser. */
interface Drawing {
  readonly innerHTML: string;
  readonly attributes: Iterable<{ readonly name: string; value: string }>;
  getAttribute(name: string): string | null;
  removeAttribute(name: string): void;
  remove(): void;
  querySelector(selector: string): Drawing | null;
  querySelectorAll(selector: string): Iterable<Drawing>;
}

// Coordinates of sixteen digits, and labels of parts that no screen reader enters, would be half of the page.
function tidy(element: Drawing): void {
  for (const name of Array.from(element.attributes, (attribute) => attribute.name)) {
    if (name.startsWith('aria-') || name === 'font-variant') element.removeAttribute(name);
  }
  for (const attribute of element.attributes) {
    if (/^(?:d|transform|x|y|x1|x2|y1|y2|cx|cy|r|width|height)$/.test(attribute.name)) {
      attribute.value = attribute.value.replaceAll(/-?\d+\.\d{2,}(?:e-\d+)?/g, (digits) =>
        String(Number(Number(digits).toFixed(1))),
      );
    }
  }
}
