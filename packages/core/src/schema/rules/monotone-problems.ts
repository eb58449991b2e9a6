import { listed, type Problem } from '../../errors.ts';
import type { Column } from '../columns/column.ts';
import type { DatasetSchema } from '../dataset-schema.ts';
import { inputsOf } from '../derived/derivation.ts';
import { resolveTarget } from '../target-of.ts';

/** Kinds whose values have an order. */
const ordered: readonly Column['kind'][] = ['numeric', 'ordinal', 'binary'];

/** What is wrong about the columns that are declared monotone; `places` are their names for messages. */
export function monotoneProblems(columns: readonly Column[], places: readonly string[]): Problem[] {
  const target = columns.find(({ role }) => role === 'target');
  const { classes } = target ? resolveTarget(target, '').target : { classes: [] };
  return columns.flatMap(({ monotone, role, kind }, at): Problem[] => {
    if (monotone === undefined) return [];
    const where = places[at]!;
    if (role !== 'feature') {
      return [{ where, expected: '`monotone` on features only', received: `role ${role}` }];
    }
    if (!ordered.includes(kind)) {
      return [
        {
          where,
          expected: '`monotone` on features of kind numeric, ordinal or binary only',
          received: `kind ${kind}`,
          fix: 'Use kind ordinal where the values have an order, and list them in it.',
        },
      ];
    }
    return classes.length > 2
      ? [
          {
            where,
            expected:
              '`monotone` where the target has two classes, as it is about the score of the positive one',
            received: `${classes.length} classes: ${listed(classes)}`,
          },
        ]
      : [];
  });
}

/**
 * Monotone columns that derived features read: their own effect would go one way, that of the derived feature any way.
 * Asks for a schema whose expressions are sound.
 */
export function derivedMonotoneProblems(schema: DatasetSchema, where: string): Problem[] {
  const derived = schema.columns.filter(({ role, derive }) => role === 'feature' && derive !== undefined);
  return schema.columns.flatMap(({ name, monotone }): Problem[] => {
    if (monotone === undefined) return [];
    const readers = derived.filter((one) => one.name !== name && inputsOf(schema, [one.name]).has(name));
    if (readers.length === 0) return [];
    return [
      {
        where: `${where}, column \`${name}\``,
        expected: '`monotone` on columns that no derived feature reads',
        received: `one that ${listed(readers.map((one) => `\`${one.name}\``))} is computed from`,
        fix: 'A derived feature could turn the score back. Give it role `ignored`, or leave `monotone` out.',
      },
    ];
  });
}
