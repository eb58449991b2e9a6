import { markdownTable } from '../markdown-table.mjs';
import { signed } from './paired-differences.mjs';

/**
 * What several comparisons came to: the log-loss of every contender on every table, then how far the first line of Rampart is ahead of
 * each peer, in log-loss and in points of accuracy, each with its standard error by group of rows.
 */
export function summaryTables(compared) {
  const contenders = [...new Set(compared.flatMap(({ contenders: all }) => all.map(({ name }) => name)))];
  const losses = compared.map(({ name, contenders: all }) => [
    name,
    ...contenders.map((of) => all.find((one) => one.name === of)?.metrics.logLoss.toFixed(4)),
  ]);
  const peers = [...new Set(compared.flatMap(({ differences }) => differences.map(({ peer }) => peer)))];
  const ahead = (figure, decimals) =>
    compared.map(({ name, differences }) => [
      name,
      ...peers.map((of) => {
        const found = differences.find(({ peer }) => peer === of)?.[figure];
        return found && `${signed(found.mean, decimals)} ± ${found.byGroup?.toFixed(decimals) ?? ''}`;
      }),
    ]);
  return [
    markdownTable(['log-loss', ...contenders], losses),
    markdownTable(['ahead in log-loss', ...peers], ahead('logLoss', 4)),
    markdownTable(['ahead in accuracy, points', ...peers], ahead('accuracy', 2)),
  ];
}
