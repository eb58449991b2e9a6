import type { RunReport } from './run-report.ts';
import { decimal, percent, textTable } from '../table/text-table.ts';

/** Drawn candidates that a person is shown; the report's document has all. */
const mostDrawn = 10;

/** The candidates of a run as a table, with the weights of their members where these are not equal; those of a search after the others, best first. */
export function describeLeaderboard({
  candidates,
  chosen,
}: Pick<RunReport, 'candidates' | 'chosen'>): string {
  const folds = Math.max(...candidates.map((one) => one.folds.length));
  const drawn = candidates.filter((one) => one.drawn);
  const shown = candidates.filter(
    (one) => !one.drawn || one.name === chosen || drawn.indexOf(one) < mostDrawn,
  );
  const left = candidates.length - shown.length;
  return [
    textTable([
      [
        '',
        'epochs',
        'log-loss',
        'behind best ± se',
        'accuracy',
        'F1',
        'ROC AUC',
        'folds',
        'fit s',
        'predict µs/row',
      ],
      ...shown.map((one) => [
        `${one.name === chosen ? '*' : ' '} ${one.name}${weightsOf(one)}`,
        one.eligible ? one.epochs.join('+') : '-',
        decimal(one.outOfFold.logLoss),
        one.behindBest === null ? '-' : `${decimal(one.behindBest)} ± ${decimal(one.standardError)}`,
        percent(one.outOfFold.accuracy),
        percent(one.outOfFold.f1),
        decimal(one.outOfFold.rocAuc),
        one.folds.length === 0 ? 'diverged' : `${one.folds.length}/${folds}`,
        one.eligible ? one.seconds.toFixed(1) : '-',
        one.predictMicroseconds === null ? '-' : one.predictMicroseconds.toFixed(1),
      ]),
    ]),
    left > 0 ? `  ${left} more random candidates of ${drawn.length} are in the report\n` : '',
  ].join('');
}

function weightsOf({ parts }: RunReport['candidates'][number]): string {
  const weights = parts.map(({ weight }) => weight);
  return weights.every((weight) => weight === weights[0]) ? '' : ` (${weights.join(' : ')})`;
}
