import { listed, type Problem, quote, RampartError } from '../errors.ts';
import { type Cell, isMissing } from '../table.ts';
import type { Column } from './columns/column.ts';
import type { DatasetSchema, Target } from './dataset-schema.ts';
import { domainOf, typedValue } from './columns/domain.ts';

/** A target as far as it can be resolved, with everything that is wrong about it. */
export interface TargetResolution {
  readonly target: Target;
  readonly problems: Problem[];
}

const resolved = new WeakMap<DatasetSchema, Target>();

/** The classes of the schema's target. Throws a RampartError('schema') where there is none or it cannot be resolved. */
export function targetOf(schema: DatasetSchema): Target {
  const known = resolved.get(schema);
  if (known !== undefined) return known;
  const column = schema.columns.find((candidate) => candidate.role === 'target');
  if (column === undefined) {
    throw new RampartError('schema', {
      where: `schema ${schema.name}`,
      expected: 'a target column',
      received: 'none',
      fix: 'Give the column that holds the label `role: target`.',
    });
  }
  const { target, problems } = resolveTarget(column, `schema ${schema.name}, column \`${column.name}\``);
  if (problems.length > 0) throw new RampartError('schema', problems);
  resolved.set(schema, target);
  return target;
}

/** Gives every raw value of a target column its class number and finds the positive class; `where` names the column. */
export function resolveTarget(column: Column, where: string): TargetResolution {
  const problems: Problem[] = [];
  const { numeric, values } = domainOf(column);
  const groups: [string, 'rest' | readonly (number | string)[]][] =
    column.classes === undefined
      ? (values ?? []).map((value) => [String(value), [value]])
      : Object.entries(column.classes);
  const classes = groups.map(([name]) => name);
  const numbers = new Map<Cell, number>();
  let rest: number | undefined;

  for (const [index, [name, raw]] of groups.entries()) {
    if (raw === 'rest') {
      if (rest !== undefined)
        problems.push({ where, expected: '`rest` in one class only', received: listed(classes) });
      rest = index;
      continue;
    }
    for (const value of raw) {
      const cell = typedValue(value, numeric);
      const other = numbers.get(cell);
      if (other !== undefined) {
        problems.push({
          where,
          expected: 'every value in one class only',
          received: `${quote(value)} in \`${classes[other]!}\` and in \`${name}\``,
        });
      }
      numbers.set(cell, index);
    }
  }
  problems.push(...strayValues(column, numbers, rest, where));
  // With a whole domain `rest` stands for its other values, so a value outside stays without a class.
  if (rest !== undefined) for (const value of values ?? []) if (!numbers.has(value)) numbers.set(value, rest);

  const positive = positiveClass(column, classes, numbers, numeric);
  problems.push(...classProblems(column, classes, positive, where));
  const fallback = values === undefined ? rest : undefined;
  const classOf = (value: Cell) => (isMissing(value) ? undefined : (numbers.get(value) ?? fallback));
  return { target: { column: column.name, classes, positive: positive ?? null, classOf }, problems };
}

/** Values that a class names but the domain lacks, and the other way round. */
function strayValues(
  column: Column,
  numbers: ReadonlyMap<Cell, number>,
  rest: number | undefined,
  where: string,
): Problem[] {
  if (column.values === undefined || column.classes === undefined) return [];
  const { numeric } = domainOf(column);
  const domain = new Set<Cell>(column.values.map((value) => typedValue(value, numeric)));
  const outside = [...numbers.keys()].filter((value) => !domain.has(value));
  const homeless = rest === undefined ? [...domain].filter((value) => !numbers.has(value)) : [];
  const problems: Problem[] = [];
  if (outside.length > 0) {
    problems.push({
      where,
      expected: 'classes of declared `values` only',
      received: listed(outside.map(quote)),
    });
  }
  if (homeless.length > 0) {
    problems.push({
      where,
      expected: 'a class for every one of `values`',
      received: `none for ${listed(homeless.map(quote))}`,
      fix: 'Add them to a class, or give one class `rest`.',
    });
  }
  return problems;
}

function positiveClass(
  column: Column,
  classes: readonly string[],
  numbers: ReadonlyMap<Cell, number>,
  numeric: boolean,
): number | undefined {
  if (column.positive === undefined) return undefined;
  const named = classes.indexOf(String(column.positive));
  return named >= 0 ? named : numbers.get(typedValue(column.positive, numeric));
}

function classProblems(
  column: Column,
  classes: readonly string[],
  positive: number | undefined,
  where: string,
): Problem[] {
  if (classes.length < 2) {
    return [
      {
        where,
        expected: 'at least two classes',
        received: classes.length === 0 ? 'none' : `only \`${classes[0]!}\``,
        fix: 'Declare `classes` (a name and the raw values it stands for), or list every label under `values`.',
      },
    ];
  }
  if (column.positive !== undefined && positive === undefined) {
    return [
      {
        where,
        expected: `\`positive\` to name one of the classes ${listed(classes)} or one of their values`,
        received: quote(column.positive),
      },
    ];
  }
  if (classes.length === 2 && positive === undefined) {
    return [
      {
        where,
        expected: 'the `positive` one of two classes',
        received: 'none',
        fix: `Precision, recall and the threshold are about that class: write \`positive: ${classes[0]!}\` or \`positive: ${classes[1]!}\`.`,
      },
    ];
  }
  return [];
}
