import { didYouMean } from '../did-you-mean.ts';
import { listed, quote } from '../errors.ts';
import { ExpressionError, type Fault } from './fault.ts';
import { type FunctionRule, functionRules, refusedFunctions, type ValueType } from './functions.ts';
import {
  arithmetic,
  choice,
  comparison,
  concatenation,
  known,
  logical,
  missingTest,
  negation,
  numberOf,
  type Rendered,
} from './operations.ts';
import type { Node } from './parse-expression.ts';

/** The type of each column that may be read; undefined where its own declaration is at fault, so that nothing is said about its use. */
export type ColumnTypes = ReadonlyMap<string, 'number' | 'text' | undefined>;

/** An expression as arquero's source text; `d.c0`, `d.c1` … stand for `columns` in their order. */
export interface RenderedExpression {
  readonly columns: readonly string[];
  readonly code: string;
  readonly type: ValueType;
}

type Of<T extends Node['type']> = Extract<Node, { type: T }>;

/** The rendered text of one that a person would write has some hundred characters. */
const longest = 50_000;
const fault: Rendered = { code: 'null', type: 'fault', sure: true };

/** Checks an expression's columns, functions and types, and renders it. All faults come at once. */
export function renderExpression(
  root: Node,
  types: ColumnTypes,
): { readonly rendered: RenderedExpression | undefined; readonly faults: readonly Fault[] } {
  const columns: string[] = [];
  const faults: Fault[] = [];
  const report = (at: number, expected: string, received: string, fix?: string): Rendered => {
    faults.push({ at, expected, received, ...(fix === undefined ? {} : { fix }) });
    return fault;
  };

  function render(node: Node): Rendered {
    const rendered = visit(node);
    if (rendered.code.length <= longest) return rendered;
    throw new ExpressionError({
      at: node.at,
      expected: 'an expression of a reasonable size',
      received: 'comparisons and choices too deep inside each other',
      fix: 'Divide it: a derived column may read the derived columns before it.',
    });
  }

  function visit(node: Node): Rendered {
    switch (node.type) {
      case 'literal':
        return literal(node.value);
      case 'column':
        return column(node);
      case 'unary':
        return unary(node);
      case 'binary':
        return node.operator === '&&' || node.operator === '||' ? joined(node, node.operator) : binary(node);
      case 'choice':
        return chosen(node);
      case 'call':
        return call(node);
    }
  }

  function column({ name, at }: Of<'column'>): Rendered {
    if (!types.has(name)) return unknownColumn(name, at);
    const type = types.get(name);
    if (type === undefined) return fault;
    if (!columns.includes(name)) columns.push(name);
    return { code: `d.c${columns.indexOf(name)}`, type, sure: false };
  }

  function unknownColumn(name: string, at: number): Rendered {
    const names = [...types.keys()];
    const near = didYouMean(name, names);
    const expected = `one of the columns ${listed(names, 40)}`;
    return report(at, expected, quote(name), near === undefined ? undefined : `Did you mean \`${near}\`?`);
  }

  function unary({ operator, operand, at }: Of<'unary'>): Rendered {
    const value = render(operand);
    if (value.type === 'fault') return fault;
    if (operator === '!') return isFlag(value) ? negation(value) : notFlag(operand.at, value);
    if (!isNumber(value)) return report(at, `a number after \`${operator}\``, named(value));
    const number = numberOf(value);
    return { code: `(${operator}${number.code})`, type: 'number', sure: number.sure };
  }

  function binary({ operator, left, right, at }: Of<'binary'>): Rendered {
    const [a, b] = [render(left), render(right)];
    if (a.type === 'fault' || b.type === 'fault') return fault;
    const received = `${named(a)} and ${named(b)}`;
    if (operator === '==' || operator === '!=' || operator === '===' || operator === '!==') {
      const wanted = operator === '==' || operator === '===';
      if (a.type === 'null' || b.type === 'null') return missingTest(a.type === 'null' ? b : a, wanted);
      if (a.type !== b.type) return report(at, `two values of one type around \`${operator}\``, received);
      return comparison(operator, a, b);
    }
    if (operator === '<' || operator === '<=' || operator === '>' || operator === '>=') {
      const alike = a.type === b.type && (a.type === 'number' || a.type === 'text');
      return alike
        ? comparison(operator, a, b)
        : report(at, `two numbers or two texts around \`${operator}\``, received);
    }
    const textual = operator === '+' && (a.type === 'text' || b.type === 'text');
    if (textual && a.type !== 'null' && b.type !== 'null') return concatenation(a, b);
    if (!isNumber(a) || !isNumber(b)) return report(at, `numbers around \`${operator}\``, received);
    return arithmetic(operator, numberOf(a), numberOf(b));
  }

  /** A chain of `&&` or of `||`, as one operation. */
  function joined(node: Node, operator: '&&' | '||'): Rendered {
    const chain: Node[] = [];
    let rest = node;
    for (; rest.type === 'binary' && rest.operator === operator; rest = rest.left) chain.unshift(rest.right);
    const values = [rest, ...chain].map((part) => {
      const value = render(part);
      return value.type === 'fault' || isFlag(value) ? value : notFlag(part.at, value);
    });
    return values.some(({ type }) => type === 'fault') ? fault : logical(operator, values);
  }

  function chosen({ test, consequent, alternate, at }: Of<'choice'>): Rendered {
    const [flag, a, b] = [render(test), render(consequent), render(alternate)];
    if (flag.type === 'fault' || a.type === 'fault' || b.type === 'fault') return fault;
    if (!isFlag(flag)) return notFlag(test.at, flag);
    if (a.type === 'null' && b.type === 'null') return report(at, 'a value on one side of `:`', 'null twice');
    const type = a.type === 'null' ? b.type : a.type;
    if (a.type === b.type || a.type === 'null' || b.type === 'null') {
      return choice(flag, a, b, type as ValueType);
    }
    if (isNumber(a) && isNumber(b)) return choice(flag, numberOf(a), numberOf(b), 'number');
    return report(at, 'two values of one type around `:`', `${named(a)} and ${named(b)}`);
  }

  function call({ name, args, at }: Of<'call'>): Rendered {
    const rule = functionRules.get(name);
    if (rule === undefined) return unknownFunction(name, at);
    const { takes, least = takes.length, repeated = false } = rule;
    if (args.length < least || (args.length > takes.length && !repeated)) {
      const most = repeated ? ' or more' : takes.length > least ? ` to ${takes.length}` : '';
      return report(at, `${least}${most} arguments of \`${name}\``, String(args.length));
    }
    const values = args.map((arg, index) => argument(arg, takes[index] ?? takes.at(-1)!, name));
    if (values.some(({ type }) => type === 'fault')) return fault;
    return called(name, rule, values);
  }

  function argument(node: Node, wanted: FunctionRule['takes'][number], name: string): Rendered {
    const value = render(node);
    if (value.type === 'fault') return fault;
    if (wanted === 'number' && isNumber(value)) return numberOf(value);
    if (wanted === 'text' && value.type === 'text') return value;
    const written = node.type === 'literal' && typeof node.value === 'string';
    if (wanted === 'literal text' && written && !String(node.value).includes('$')) return value;
    const nouns = { number: 'a number', text: 'a text', 'literal text': 'a text in quotes, without `$`,' };
    return report(node.at, `${nouns[wanted]} in \`${name}\``, named(value));
  }

  function unknownFunction(name: string, at: number): Rendered {
    const names = [...functionRules.keys()];
    const expected = `one of the functions ${listed(names, 20)}`;
    const reason = refusedFunctions.get(name);
    const near = didYouMean(name, names);
    const fix =
      reason === undefined
        ? near === undefined
          ? undefined
          : `Did you mean \`${near}\`?`
        : `Not this one: ${reason}.`;
    return report(at, expected, quote(name), fix);
  }

  function notFlag(at: number, value: Rendered): Rendered {
    return report(at, 'a condition', named(value), 'Compare it with something, as in `protocol == "tcp"`.');
  }

  const value = render(root);
  if (value.type === 'null') report(root.at, 'a value', 'null');
  const { type, code } = value;
  const rendered = type === 'fault' || type === 'null' ? undefined : { columns, code, type };
  return { rendered, faults };
}

function called(name: string, { gives, missing }: FunctionRule, values: readonly Rendered[]): Rendered {
  const code = `op.${name}(${values.map((value) => value.code).join(', ')})`;
  if (missing === 'seen') return { code, type: gives, sure: true };
  if (missing === 'passed') return { code, type: gives, sure: false };
  // arquero gives a Date here, where a column of kind time holds its milliseconds.
  return known(values, gives, name === 'utcdatetime' ? `op.timestamp(${code})` : code);
}

function literal(value: number | string | boolean | null): Rendered {
  if (value === null) return { code: 'null', type: 'null', sure: false };
  const type = typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'boolean';
  return { code: JSON.stringify(value), type, sure: true };
}

function isNumber({ type }: Rendered): boolean {
  return type === 'number' || type === 'boolean';
}

function isFlag({ type }: Rendered): boolean {
  return type === 'boolean' || type === 'number';
}

function named({ type }: Rendered): string {
  return type === 'null' ? 'null' : type === 'boolean' ? 'a condition' : `a ${type}`;
}
