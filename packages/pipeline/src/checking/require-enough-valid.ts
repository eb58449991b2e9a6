import { counted, RampartError } from '@rampart/core/internal/tables';
import { describeGroup, groupProblems, type QuarantinedRow } from '@rampart/core/rows';

/**
 * Throws, with every kind of problem found, where more than a share of the rows read was quarantined: the schema,
 * not the rows, is then probably at fault.
 */
export function requireEnoughValid(
  quarantined: readonly QuarantinedRow[],
  read: number,
  most: number,
  where = 'the table',
): void {
  const count = quarantined.length;
  if (count <= read * most && count < read) return;
  throw new RampartError('data', [
    ...groupProblems(quarantined).map(describeGroup),
    {
      where,
      expected: `at most ${100 * most} % of the rows to be invalid`,
      received:
        count === read
          ? read === 1
            ? 'the only row'
            : `all ${counted(read, 'row')}`
          : `${count} of ${counted(read, 'row')}`,
      fix: 'Correct the rows or the schema; to go on without them, raise `validation.maxQuarantined`.',
    },
  ]);
}
