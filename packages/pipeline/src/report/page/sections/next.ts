import { html } from '../../../data-report/html/html.ts';
import type { Section } from '../../../data-report/html/section.ts';
import { nextSteps } from '../../next-steps.ts';
import type { RunReport } from '../../run-report.ts';

/** What to do with the model. */
export function nextSection(report: RunReport): Section | null {
  const steps = nextSteps(report).filter(({ command }) => command !== null);
  return steps.length === 0
    ? null
    : {
        id: 'next',
        heading: 'Use it',
        content: html`${steps.map(({ text, command }) => html`<p>${text}</p><pre tabindex="0"><code>${command!}</code></pre>`)}`,
      };
}
