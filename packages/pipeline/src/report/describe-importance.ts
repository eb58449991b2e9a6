import { decimal } from '../table/text-table.ts';
import type { RunReport } from './run-report.ts';

const mostNamed = 3;

/** The most important features in a line; nothing where none is known to be of use. */
export function describeImportance({ importance }: Pick<RunReport, 'importance'>): string {
  const permuted = importance.rows > 0;
  const named = importance.features
    .map(({ name, logLoss, splitGain }) => ({ name, figure: (permuted ? logLoss : splitGain) ?? 0 }))
    .filter(({ figure }) => figure > 0)
    .slice(0, mostNamed)
    .map(
      ({ name, figure }) => `${name} ${permuted ? `+${decimal(figure)}` : `${(100 * figure).toFixed(1)} %`}`,
    );
  if (named.length === 0) return '';
  return `  Most important: ${named.join(', ')} (${permuted ? 'rise of the log-loss once permuted' : 'of the split gain'})\n`;
}
