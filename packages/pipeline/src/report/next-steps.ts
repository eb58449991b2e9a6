import type { RunReport } from './run-report.ts';

/** Something to do with a run's model: in words, and as a command where one does it. */
export interface NextStep {
  readonly text: string;
  readonly command: string | null;
}

/** What to do next: open the page, serve the model, send it one request; `rampart` is how the command line is called. */
export function nextSteps({ page, bundle, example, positive }: RunReport, rampart = 'rampart'): NextStep[] {
  const registry = bundle.path.replace(/[/\\][^/\\]+$/, '');
  const model = bundle.production ? registry : bundle.path;
  return [
    { text: `Open ${page} in a browser: the data and the model side by side.`, command: null },
    { text: 'Serve the model over HTTP:', command: `${rampart} serve --model ${quoted(model)}` },
    {
      text: `Ask it about one record${positive === null ? '' : `: is it ${positive}?`}`,
      command: `curl -s localhost:8080/predict -H 'content-type: application/json' -d '${JSON.stringify(example).replaceAll("'", String.raw`'\''`)}'`,
    },
  ];
}

function quoted(path: string): string {
  return /^[\w./:@-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
