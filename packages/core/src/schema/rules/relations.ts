import { listed, type Problem, quote } from '../../errors.ts';
import type { Column } from '../columns/column.ts';
import { classValues, domainOf } from '../columns/domain.ts';
import { resolveTarget } from '../target-of.ts';

/** What is wrong about one column, beyond the type of each setting; `missing` is the list of the whole schema. */
export function columnProblems(column: Column, missing: readonly string[], where: string): Problem[] {
  const problems = [
    ...roleProblems(column, where),
    ...rangeProblems(column, where),
    ...notationProblems(column, where),
    ...valueProblems(column, missing, where),
  ];
  if (column.role === 'target') problems.push(...resolveTarget(column, where).problems);
  return problems;
}

/** What is wrong between the columns; `places` are their names for messages. */
export function tableProblems(
  columns: readonly Column[],
  places: readonly string[],
  where: string,
): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const [index, { name }] of columns.entries()) {
    if (seen.has(name)) {
      problems.push({ where: places[index]!, expected: 'a name of its own', received: 'a name used before' });
    }
    seen.add(name);
  }
  for (const role of ['target', 'weight', 'group'] as const) {
    const names = columns.filter((column) => column.role === role).map((column) => `\`${column.name}\``);
    if (names.length > 1) {
      problems.push({ where, expected: `one column of role \`${role}\` at most`, received: listed(names) });
    }
  }
  return problems;
}

function roleProblems(column: Column, where: string): Problem[] {
  const { kind, role } = column;
  const problems: Problem[] = [];
  if (column.name === '__proto__') {
    problems.push({ where, expected: 'another name', received: 'one that JavaScript keeps for itself' });
  }
  if (role === 'target' && !['binary', 'categorical', 'ordinal'].includes(kind)) {
    problems.push({
      where,
      expected: 'a target of kind binary, categorical or ordinal',
      received: kind,
      fix: 'Classes are predicted, not quantities: divide the numbers into classes before.',
    });
  }
  if (role === 'weight' && kind !== 'numeric') {
    problems.push({ where, expected: 'a weight of kind numeric', received: kind });
  }
  if (role === 'feature' && (kind === 'identifier' || kind === 'text')) {
    problems.push({
      where,
      expected: `role \`ignored\` or \`group\` for kind ${kind}`,
      received: 'feature',
      fix: 'A model would learn the rows by heart. If the column names a category, use kind categorical.',
    });
  }
  if (role !== 'target') {
    for (const setting of ['classes', 'positive'] as const) {
      if (column[setting] !== undefined) {
        problems.push({
          where,
          expected: `\`${setting}\` on the target column only`,
          received: `role ${role}`,
        });
      }
    }
  }
  if (role === 'feature' && column.onlyIn !== undefined) {
    problems.push({
      where,
      expected: 'no feature that is there in training only',
      received: `\`onlyIn: ${column.onlyIn}\``,
      fix: 'A model cannot read what does not exist when it serves: give the column role `ignored`.',
    });
  }
  if (column.onUnseen !== undefined && (kind !== 'categorical' || role === 'target' || !column.values)) {
    problems.push({
      where,
      expected: '`onUnseen` on categorical columns with `values` only, the target not among them',
      received: role === 'target' ? 'the target' : column.values ? `kind ${kind}` : 'no `values`',
    });
  }
  if (column.unit !== undefined && kind !== 'time') {
    problems.push({ where, expected: '`unit` on columns of kind time only', received: `kind ${kind}` });
  }
  if (column.optional && column.onMissing === 'reject') {
    problems.push({ where, expected: 'either `optional: true` or `onMissing: reject`', received: 'both' });
  }
  return problems;
}

function rangeProblems(column: Column, where: string): Problem[] {
  const { min, max } = column;
  if (min === undefined && max === undefined) return [];
  if (!domainOf(column).numeric) {
    return [
      { where, expected: '`min` and `max` on columns of numbers only', received: `kind ${column.kind}` },
    ];
  }
  if (min !== undefined && max !== undefined && min > max) {
    return [{ where, expected: '`min` not above `max`', received: `${min} and ${max}` }];
  }
  return [];
}

function notationProblems({ kind, derive, notation }: Column, where: string): Problem[] {
  if (notation === undefined) return [];
  const problems: Problem[] = [];
  if (kind !== 'numeric' || derive !== undefined) {
    const received = derive === undefined ? `kind ${kind}` : 'one that is computed';
    problems.push({ where, expected: '`notation` on numeric columns of the source only', received });
  }
  if (notation.thousands === (notation.decimal ?? '.')) {
    problems.push({
      where,
      expected: '`decimal` and `thousands` to differ',
      received: quote(notation.thousands),
    });
  }
  return problems;
}

function valueProblems(column: Column, missing: readonly string[], where: string): Problem[] {
  const { kind, values } = column;
  if (values === undefined) return absentValues(column, where);
  const problems: Problem[] = [];
  const fault = (expected: string, received: string, fix?: string) =>
    problems.push({ where, expected, received, ...(fix === undefined ? {} : { fix }) });

  if (kind === 'identifier' || kind === 'text' || kind === 'time') {
    fault('`values` on coded columns only', `kind ${kind}`);
  }
  const texts = values.map(String);
  const repeated = texts.filter((text, index) => texts.indexOf(text) !== index);
  if (repeated.length > 0) fault('every value once', `${listed(repeated)} twice`);
  const blanks = [...values, ...classValues(column)].filter(
    (value) => typeof value === 'string' && value !== value.trim(),
  );
  if (blanks.length > 0)
    fault('values without blanks around them (cells are trimmed)', listed(blanks.map(quote)));
  const tokens = new Set((column.missing ?? missing).map((token) => token.trim()));
  const both = texts.filter((text) => tokens.has(text));
  if (both.length > 0) {
    fault(
      'a value to be in the domain or to mean "missing"',
      `both for ${listed(both.map(quote))}`,
      'Give the column its own list of `missing` texts, or take the value out of `values`.',
    );
  }
  if (kind === 'binary' && values.length !== 2) fault('two `values` for kind binary', `${values.length}`);
  if (kind === 'numeric' && !values.every((value) => typeof value === 'number')) {
    fault('numbers as `values` of kind numeric', listed(values.map(quote)));
  }
  if (kind === 'ordinal') {
    if (values.length < 2) fault('at least two `values` for kind ordinal', `${values.length}`);
    const falls = values.some(
      (value, index) => typeof value === 'number' && value < Number(values[index - 1]),
    );
    if (falls && domainOf(column).numeric) fault('`values` of kind ordinal in rising order', listed(values));
  }
  return problems;
}

function absentValues(column: Column, where: string): Problem[] {
  const { kind, role } = column;
  if (kind !== 'ordinal' && kind !== 'binary') return [];
  // The classes of a target tell its values as well.
  if (role === 'target' && column.classes !== undefined) return [];
  return [
    {
      where,
      expected:
        kind === 'binary' ? 'the two `values` of kind binary' : '`values` in rising order for kind ordinal',
      received: 'none',
      fix: 'List them, or use kind numeric or categorical where the values are open.',
    },
  ];
}
