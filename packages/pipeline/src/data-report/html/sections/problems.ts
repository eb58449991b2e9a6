import { describeGroup } from '@rampart/core/rows';
import type { DataReport, ReportProblem } from '../../data-report.ts';
import { dataTable } from '../data-table.ts';
import { count, counted, share, shortened } from '../figures.ts';
import { type Content, html, type Html, joined, prose } from '../html.ts';
import { columnName, nameOf, type PagePlaces } from '../page-places.ts';
import { folded, type Section } from '../section.ts';

/** Why rows were quarantined: what was expected, what came, what to do, and some of the rows. */
export function problemsSection(report: DataReport, places: PagePlaces): Section {
  const { problems, overview } = report;
  const { read, quarantined } = overview.rows;
  const section = { id: 'problems', heading: 'Problems', size: String(problems.length) };
  if (problems.length === 0) {
    const all = read === 0 ? 'No row was read.' : `All ${counted(read, 'row')} keep to the schema.`;
    return { ...section, content: html`<p>${all}</p>` };
  }
  return {
    ...section,
    content: html`<p>${counted(quarantined, 'row')} of ${count(read)} ${quarantined === 1 ? 'was' : 'were'} quarantined${read === 0 ? '' : ` (${share(quarantined / read)})`}. A row with several faults counts under each of them.</p>
<ol class="problems">${problems.map(
      (problem, at) => html`<li>${problemOf(problem, at, places)}</li>
`,
    )}</ol>`,
  };
}

function problemOf(problem: ReportProblem, at: number, places: PagePlaces): Html {
  const { column, source, rows, expected, received, firstLine, examples } = problem;
  const { fix } = describeGroup(problem);
  return html`<h3>${column === null ? 'Whole row' : columnName(column, places)} <small>${counted(rows, 'row')}</small></h3>
<p>Expected ${expected}. Received ${joined(
    received.map((value) => html`<code>${shortened(value, mostCharacters)}</code>`),
    ', ',
  )}${rows > received.length && received.length === 5 ? ' and perhaps others' : ''}; first at line ${count(firstLine)} of <code>${source}</code>.</p>
${fix === undefined ? null : html`<p class="cure">${prose(fix)}</p>`}
${examples.length === 0 ? null : folded(counted(examples.length, 'example row'), exampleRows(problem, at))}`;
}

/** The rows stand side by side, so that many columns go down the page; the one at fault comes first. */
function exampleRows({ column, examples }: ReportProblem, at: number): Html {
  const names = new Set(examples.flatMap(({ cells }) => Object.keys(cells)));
  if (column !== null) names.delete(column);
  return dataTable(
    `Rows of problem ${at + 1}`,
    [{ text: 'Column' }, ...examples.map(({ line }) => ({ text: `Line ${count(line)}` }))],
    [
      {
        alarm: true,
        cells: [
          column === null ? 'Whole row' : nameOf(column),
          ...examples.map(({ received }) => html`<code>${shortened(received, mostCharacters)}</code>`),
        ],
      },
      ...[...names].map((name) => ({
        cells: [nameOf(name), ...examples.map(({ cells }) => cellOf(cells[name]))],
      })),
    ],
  );
}

// A table may hold whole pages in a cell.
const mostCharacters = 200;

function cellOf(cell: number | string | boolean | null | undefined): Content {
  return cell === null || cell === undefined ? html`<i>missing</i>` : shortened(String(cell), mostCharacters);
}
