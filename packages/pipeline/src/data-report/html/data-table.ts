import { type Content, html, type Html } from './html.ts';

/** A column of a table in the page. */
export interface Heading {
  readonly text: string;
  /** Numbers stand to the right, so that their digits align. */
  readonly numeric?: boolean;
  /** Whole sentences, which need the width of a phone for themselves. */
  readonly prose?: boolean;
  /** What only few will look up: left out on a phone. */
  readonly detail?: boolean;
}

/** A row of a table in the page: its first cell names it. */
export interface DataRow {
  readonly cells: readonly Content[];
  readonly id?: string;
  /** Whether the row asks for attention. */
  readonly alarm?: boolean;
}

/** With more columns a table does not fit on a phone: each row then stands as a list of its cells. */
const mostSideBySide = 3;

/** A table in a box of its own that scrolls where the table is wider, by touch and by keyboard alike. */
export function dataTable(caption: string, headings: readonly Heading[], rows: readonly DataRow[]): Html {
  const side = (at: number) => {
    const { numeric = false, detail = false } = headings[at] ?? {};
    const looks = [...(numeric ? ['number'] : []), ...(detail ? ['detail'] : [])];
    return looks.length === 0 ? null : html` class="${looks.join(' ')}"`;
  };
  const stack = headings.length > mostSideBySide || headings.some(({ prose }) => prose === true);
  const label = (at: number) => (stack ? html` data-label="${headings[at]?.text ?? ''}"` : null);
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table${stack ? html` class="stack"` : null}>
<caption>${caption}</caption>
<thead><tr>${headings.map(({ text }, at) => html`<th scope="col"${side(at)}>${text}</th>`)}</tr></thead>
<tbody>${rows.map(
    ({ cells: [first, ...cells], id, alarm }) =>
      html`<tr${id === undefined ? null : html` id="${id}"`}${alarm === true ? html` class="alarm"` : null}><th scope="row">${first!}</th>${cells.map((cell, at) => html`<td${side(at + 1)}${label(at + 1)}>${cell}</td>`)}</tr>
`,
  )}</tbody>
</table></div>`;
}
