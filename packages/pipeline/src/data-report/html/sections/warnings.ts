import type { DataReport } from '../../data-report.ts';
import { html, type Html, joined, prose } from '../html.ts';
import { columnName, type PagePlaces } from '../page-places.ts';
import { folded, type Section } from '../section.ts';

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
${columnLinks(columns, places)}</li>`,
    )}</ul>`,
  };
}

/** One or two columns stand in the sentence before them; of many the sentence names a few. */
function columnLinks(columns: readonly string[], places: PagePlaces): Html | null {
  if (columns.length === 0) return null;
  const links = html`<p class="names">${joined(
    columns.map((column) => columnName(column, places)),
    ' ',
  )}</p>`;
  return columns.length > mostOpen ? folded(`All ${columns.length} columns`, links) : links;
}

const mostOpen = 6;
