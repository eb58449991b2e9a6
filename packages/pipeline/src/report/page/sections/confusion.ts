import { count, share } from '../../../data-report/html/figures.ts';
import { html, type Html } from '../../../data-report/html/html.ts';
import type { RunReport } from '../../run-report.ts';

/** With more classes the table is wider than the page. */
const mostClasses = 12;

/** Which class the rows of the holdout are, and which the model said; shaded by the share of the row. */
export function confusionTable({ classes, holdout, decisions, positive }: RunReport): Html | null {
  if (classes.length > mostClasses) return null;
  const threshold = decisions[0]!.threshold;
  const said =
    positive === null || threshold === null
      ? 'the most probable class'
      : `\`${positive}\` from a probability of ${threshold.toFixed(3)}`;
  return html`<figure><figcaption>What they are, and what the model said (${said.replaceAll('`', '')})</figcaption>
<div class="scroll" role="region" aria-label="Confusion matrix" tabindex="0"><table class="confusion">
<caption>Rows of the holdout by their class and the model's answer</caption>
<thead><tr><td></td>${classes.map((name) => html`<th scope="col" class="number">said ${name}</th>`)}</tr></thead>
<tbody>${holdout.confusion.map((row, actual) => {
    const total = row.reduce((sum, rows) => sum + rows, 0);
    return html`<tr><th scope="row">${classes[actual]!}</th>${row.map((rows, predicted) => {
      const part = total === 0 ? 0 : rows / total;
      const colour = actual === predicted ? 'var(--good)' : 'var(--fail)';
      return html`<td class="number" style="background:color-mix(in srgb,${colour} ${Math.round(28 * part)}%,var(--surface))">${count(rows)} <small>${share(part)}</small></td>`;
    })}</tr>
`;
  })}</tbody>
</table></div></figure>`;
}
