import type { DataReport } from '../../data-report.ts';
import { html, joined, prose } from '../html.ts';
import { columnName, type PagePlaces } from '../page-places.ts';
import type { Section } from '../section.ts';

/** What a person should look at first, limits that are broken before all else; null where there is nothing. */
export function warningsSection({ warnings }: DataReport, places: PagePlaces): Section | null {
  if (warnings.length === 0) return null;
  const failsFirst = warnings.toSorted(
    (left, right) => Number(right.level === 'fail') - Number(left.level === 'fail'),
  );
  return {
    id: 'warnings',
    heading: 'Warnings',
    size: String(warnings.length),
    content: html`<ul class="warnings">${failsFirst.map(
      ({ name, level, text, columns }) => html`<li class="${level}">
<p class="level"><strong>${level === 'fail' ? 'Fails' : 'Warning'}</strong> <code>${name}</code></p>
<p class="text">${prose(text)}</p>
${
  columns.length === 0
    ? null
    : html`<p class="names">${joined(
        columns.map((column) => columnName(column, places)),
        ' ',
      )}</p>`
}</li>`,
    )}</ul>`,
  };
}
