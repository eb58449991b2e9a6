import { listed, type Problem } from '../../errors.ts';
import { checkExpression, type Expression } from '../../expression/compile-expression.ts';
import type { ColumnTypes } from '../../expression/check-tree.ts';
import type { Column } from '../columns/column.ts';
import { valueTypeOf } from '../columns/domain.ts';
import type { Rule } from '../rules/rule.ts';

/** A schema as far as it can be read: a faulty part must not hide what is wrong with the others. */
export interface ReadableSchema {
  readonly columns: readonly { readonly column: Column; readonly place: string }[];
  /** Names of columns whose own declaration is at fault. */
  readonly unreadable: readonly string[];
  readonly rules: readonly Rule[];
  readonly where: string;
}

/** What is wrong with the expressions of a schema, and with what they read. */
export function expressionProblems({ columns, unreadable, rules, where }: ReadableSchema): Problem[] {
  const types: ColumnTypes = new Map([
    ...unreadable.map((name) => [name, undefined] as const),
    ...columns.map(({ column }) => [column.name, valueTypeOf(column)] as const),
  ]);
  const problems: Problem[] = [];
  const reads = new Map<string, readonly string[]>();
  const later = new Set(columns.flatMap(({ column }) => (column.derive === undefined ? [] : [column.name])));
  for (const { column, place } of columns) {
    if (column.derive === undefined) continue;
    problems.push(...settingProblems(column, place));
    const at = `${place}, \`derive\``;
    const { expression, problems: faults } = checkExpression(column.derive, types, at);
    problems.push(...faults);
    if (expression !== undefined) {
      problems.push(...orderProblems(expression, later, at), ...typeProblems(column, expression, at));
      reads.set(column.name, expression.columns);
    }
    later.delete(column.name);
  }
  problems.push(...servingProblems(columns, reads));
  problems.push(...ruleProblems(rules, types, where));
  return problems;
}

function settingProblems({ missing, optional, onlyIn }: Column, where: string): Problem[] {
  const set = [
    ...(missing === undefined ? [] : ['`missing`']),
    ...(optional ? ['`optional`'] : []),
    ...(onlyIn === undefined ? [] : ['`onlyIn`']),
  ];
  if (set.length === 0) return [];
  return [{ where, expected: 'no setting about reading on a derived column', received: listed(set) }];
}

function orderProblems({ columns }: Expression, later: ReadonlySet<string>, where: string): Problem[] {
  const early = columns.filter((name) => later.has(name)).map((name) => `\`${name}\``);
  if (early.length === 0) return [];
  return [
    {
      where,
      expected: 'derived columns that stand before this one in the schema',
      received: listed(early),
      fix: 'Columns are derived in the order of the schema: move this one behind what it reads.',
    },
  ];
}

function typeProblems(column: Column, { type }: Expression, where: string): Problem[] {
  if (type !== 'text' || valueTypeOf(column) === 'text') return [];
  const expected = `numbers or conditions, as kind ${column.kind} holds them`;
  return [{ where, expected, received: 'texts', fix: 'Use kind categorical, or `parse_float` for numbers.' }];
}

/** A feature must be computed from what is known when the model serves. */
function servingProblems(
  columns: ReadableSchema['columns'],
  reads: ReadonlyMap<string, readonly string[]>,
): Problem[] {
  const known = new Map(columns.map(({ column }) => [column.name, column]));
  const sourcesOf = (name: string, seen: Set<string>): Set<string> => {
    for (const input of reads.get(name) ?? []) {
      if (seen.has(input)) continue;
      seen.add(input);
      sourcesOf(input, seen);
    }
    return seen;
  };
  return columns.flatMap(({ column, place }): Problem[] => {
    if (column.derive === undefined || column.role !== 'feature') return [];
    const absent = [...sourcesOf(column.name, new Set())].flatMap((name) => {
      const input = known.get(name);
      if (input?.role === 'target') return [`\`${name}\`, the target`];
      return input?.onlyIn === 'training' ? [`\`${name}\`, which is there in training only`] : [];
    });
    if (absent.length === 0) return [];
    return [
      {
        where: `${place}, \`derive\``,
        expected: 'a feature that comes from columns known when the model serves',
        received: listed(absent),
        fix: 'Compute it from other columns, or give it role `ignored`.',
      },
    ];
  });
}

function ruleProblems(rules: readonly Rule[], types: ColumnTypes, where: string): Problem[] {
  const seen = new Set<string>();
  return rules.flatMap(({ name, expression: text }) => {
    const place = `${where}, rule \`${name}\``;
    const repeated = seen.has(name);
    seen.add(name);
    const { expression, problems } = checkExpression(text, types, `${place}, \`expression\``);
    return [
      ...(repeated ? [{ where: place, expected: 'a name of its own', received: 'a name used before' }] : []),
      ...problems,
      ...(expression === undefined || expression.type === 'boolean'
        ? []
        : [
            {
              where: `${place}, \`expression\``,
              expected: 'a condition',
              received: `a ${expression.type}`,
              fix: 'Compare it with something, as in `bytes >= 0`.',
            },
          ]),
    ];
  });
}
