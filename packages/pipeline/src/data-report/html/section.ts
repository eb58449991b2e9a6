import { type Content, html, type Html } from './html.ts';

/** A part of the page that the navigation leads to. */
export interface Section {
  readonly id: string;
  readonly heading: string;
  /** How much there is in it, for the navigation. */
  readonly size?: string;
  readonly content: Html;
}

/** A section as a landmark with its heading. */
export function renderSection({ id, heading, content }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
${content}
</section>
`;
}

/** Facts as a list of terms, each with what it is. */
export function facts(entries: readonly (readonly [term: string, fact: Content])[]): Html {
  return html`<dl class="facts">${entries.map(
    ([term, fact]) => html`<div><dt>${term}</dt><dd>${fact}</dd></div>`,
  )}</dl>`;
}

/** What the reader may open: the numbers behind a chart, the rows behind a number. */
export function folded(summary: string, content: Content): Html {
  return html`<details><summary>${summary}</summary>${content}</details>`;
}
