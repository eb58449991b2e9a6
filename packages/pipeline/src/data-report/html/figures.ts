import { counted as countedPlainly } from '@rampart/core/internal';
import { html, type Html } from './html.ts';

const whole = new Intl.NumberFormat('en');
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
const significant = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/** A number of rows, its thousands apart: 11,055. */
export function count(rows: number): string {
  return whole.format(Math.round(rows));
}

/** A number and its noun, which takes an s where the number is not 1. */
export function counted(rows: number, noun: string): string {
  return countedPlainly(Math.round(rows), noun, count(rows));
}

/** A share as a percentage that never rounds something to 0 or to all. */
export function share(value: number): string {
  const percent = 100 * value;
  if (percent > 0 && percent < 0.01) return '<\u202F0.01\u202F%';
  if (percent > 99.99 && percent < 100) return '>\u202F99.99\u202F%';
  if (percent === 0 || percent === 100) return `${percent}\u202F%`;
  return `${percent.toFixed(percent < 1 || percent > 99 ? 2 : 1)}\u202F%`;
}

/** Bytes as a person reads them: 154 kB. */
export function size(bytes: number): string {
  const [unit, step] = bytes < 1e3 ? ['B', 1] : bytes < 1e6 ? ['kB', 1e3] : ['MB', 1e6];
  return `${Number((bytes / step).toPrecision(3))}\u202F${unit}`;
}

/** A number: a whole one exactly, another in four digits, and in powers of ten where it is very large or small. */
export function figure(value: number): string {
  const size = Math.abs(value);
  // Bounds of bins may be the float next to 0.
  if (size < 1e-300) return '0';
  if (size < 1e9 && Number.isInteger(value)) return whole.format(value);
  return size < 1e-4 || size >= 1e9 ? value.toPrecision(3) : significant.format(value);
}

/** A share as short as it can be, for axes and for settings. */
export function shortShare(value: number): string {
  return `${Number((100 * value).toFixed(2))}\u202F%`;
}

/** A p-value in two digits; beyond any doubt is beyond any doubt. */
export function pValue(value: number): string {
  if (value < 1e-16) return '<\u202F1e-16';
  return value < 0.001 ? value.toExponential(1) : String(Number(value.toPrecision(2)));
}

/** A moment as a person reads it, in UTC. */
export function moment(iso: string): Html {
  const text = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(new Date(iso));
  return html`<time datetime="${iso}">${text} UTC</time>`;
}

/** A number of a column in its own terms: a day for a time column, else the number. */
export function reading(value: number, kind: string): string {
  return kind === 'time' && Math.abs(value) <= 8.64e15
    ? new Date(value)
        .toISOString()
        .replace('T', ' ')
        .replace(/:00\.000Z$|\.\d+Z$/, '')
    : figure(value);
}

/** A number or day beside an axis: 62.8M. */
export function tickReading(value: number, kind: string): string {
  return kind === 'time' || Math.abs(value) < 10_000
    ? reading(value, kind).slice(0, 10)
    : compact.format(value);
}

/** A text cut to a length; charts have the whole one in their table. */
export function shortened(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}
