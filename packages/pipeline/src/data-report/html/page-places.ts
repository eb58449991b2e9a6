import type { DataReport } from '../data-report.ts';
import { html, type Html, joined } from './html.ts';

/** Where a column's card and its drift stand in the page; null where it has none. */
export interface PagePlaces {
  card(name: string): string | null;
  drift(name: string): string | null;
}

/** Numbers the columns: a name may hold anything, an id may not. */
export function pagePlaces(report: DataReport): PagePlaces {
  const cards = new Map(report.columns.map(({ name }, at) => [name, `column-${at + 1}`]));
  const drifts = new Map(report.drift?.columns.map(({ name }, at) => [name, `drift-${at + 1}`]));
  return { card: (name) => cards.get(name) ?? null, drift: (name) => drifts.get(name) ?? null };
}

/** A column's name, as a link to its card where it has one. */
export function columnName(name: string, places: PagePlaces): Html {
  const id = places.card(name);
  return id === null ? nameOf(name) : html`<a href="#${id}">${nameOf(name)}</a>`;
}

/** A name that may break after the signs that join its words, rather than anywhere. */
export function nameOf(name: string): Html {
  return html`<code>${joined(name.split(/(?<=[_.\-/:])(?=\w)/), html`<wbr>`)}</code>`;
}
