import { RampartError } from '@rampart/core';
import { describeGroup, groupProblems, type QuarantinedRow } from '@rampart/core/rows';

/**
 * Throws, with every kind of problem found, where more than a share of the rows read was quarantined: the schema,
 * not the rows, is then probably at fault.
 */
export function requireEnoughValid(quarantined: readonly QuarantinedRow[], read: number, most: number): void {
  const count = quarantined.length;
  if (count <= read * most && count < read) return;
  throw new RampartError('data', [
    ...groupProblems(quarantined).map(describeGroup),
    {
      where: 'the table',
      expected: `at most ${100 * most} % of the rows to be invalid`,
      received: count === read ? `all ${read} rows` : `${count} of ${read} rows`,
      fix: 'Correct the rows or the schema; to go on without them, raise `validation.maxQuarantined`.',
    },
  ]);
}

/** Throws where a class has no row. */
export function requireClasses(labels: Int32Array, classes: readonly string[], where: string): void {
  const present = new Set(labels);
  const absent = classes.filter((_, index) => !present.has(index));
  if (absent.length === 0) return;
  throw new RampartError('data', {
    where: `the training rows of \`${where}\``,
    expected: `rows of every class: ${classes.join(', ')}`,
    received: `none of ${absent.join(', ')}`,
    fix: "Add rows of that class, or take it out of the target's `classes`.",
  });
}
