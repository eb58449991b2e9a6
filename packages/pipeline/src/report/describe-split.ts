import type { SplitSummary } from '../splitting/split-manifest.ts';
import { counted } from '@rampart/core/internal';

/** How the rows were divided, a line for each holdout: what it shares with the training rows is always said. */
export function describeSplit({ by, column, holdouts }: SplitSummary): string {
  const way = by === 'given' ? 'tables of their own' : `by ${by}${column === null ? '' : ` \`${column}\``}`;
  const lines = holdouts.map(({ name, kind, rows, vectors, columns }) => {
    const shared = [
      vectors.inBoth === 0
        ? 'no feature vector in training too'
        : `${counted(vectors.inBoth, 'feature vector')} (${counted(vectors.holdoutRows, 'row')}) in training too`,
      ...columns.map(
        (of) =>
          `${counted(of.inBoth, 'value', of.inBoth === 0 ? 'no' : of.inBoth)} of \`${of.name}\` in training too`,
      ),
    ];
    return `  ${name} (${kind}): ${counted(rows, 'row')}, ${shared.join(', ')}\n`;
  });
  return `Split ${way}\n${lines.join('')}`;
}
