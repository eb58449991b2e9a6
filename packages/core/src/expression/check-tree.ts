import { didYouMean } from '../did-you-mean.ts';
import { listed, quote } from '../errors.ts';
import { arithmetic, negative, type NumberOperator, numberOf } from './number-operations.ts';
import { call } from './call.ts';
import { flagOf, logical, missingTest, negation, numberChoice, textChoice } from './conditions.ts';
import type { Fault } from './fault.ts';
import { type ArgumentType, functionRules, refusedFunctions } from './functions.ts';
import { constant, numberColumn, type NumberOperation, type Operation, textColumn } from './operation.ts';
import type { Node } from './parse-expression.ts';
import { concatenation, textComparison } from './text-operations.ts';

/** The type of each column that may be read; undefined where its own declaration is at fault, so that nothing is said about its use. */
export type ColumnTypes = ReadonlyMap<string, 'number' | 'text' | undefined>;

/** An expression as an operation on the `columns` that it reads, in their order. */
export interface CheckedTree {
  readonly columns: readonly string[];
  readonly operation: Operation;
}

type Of<T extends Node['type']> = Extract<Node, { type: T }>;

/** What a node stands for; `null` is the word itself. */
type Value = Operation | { readonly type: 'null' };

/** `fault` stands for what has been reported and says nothing more. */
type Meaning = Value | { readonly type: 'fault' };

const fault: Meaning = { type: 'fault' };

/** Checks an expression's columns, functions and types, once, and makes its operation. All faults come at once. */
export function checkTree(
  root: Node,
  types: ColumnTypes,
): { readonly checked: CheckedTree | undefined; readonly faults: readonly Fault[] } {
  const columns: string[] = [];
  const faults: Fault[] = [];
  const report = (at: number, expected: string, received: string, fix?: string): Meaning => {
    faults.push({ at, expected, received, ...(fix === undefined ? {} : { fix }) });
    return fault;
  };

  function visit(node: Node): Meaning {
    switch (node.type) {
      case 'literal':
        return literal(node.value);
      case 'column':
        return column(node);
      case 'unary':
        return unary(node);
      case 'binary':
        return node.operator === '&&' || node.operator === '||'
          ? joined(node, node.operator)
          : binary(node, node.operator);
      case 'choice':
        return chosen(node);
      case 'call':
        return called(node);
    }
  }

  function column({ name, at }: Of<'column'>): Meaning {
    if (!types.has(name)) return unknownColumn(name, at);
    const type = types.get(name);
    if (type === undefined) return fault;
    if (!columns.includes(name)) columns.push(name);
    return (type === 'number' ? numberColumn : textColumn)(columns.indexOf(name));
  }

  function unknownColumn(name: string, at: number): Meaning {
    const names = [...types.keys()];
    const near = didYouMean(name, names);
    const expected = `one of the columns ${listed(names, 40)}`;
    return report(at, expected, quote(name), near === undefined ? undefined : `Did you mean \`${near}\`?`);
  }

  function unary({ operator, operand, at }: Of<'unary'>): Meaning {
    const value = visit(operand);
    if (value.type === 'fault') return fault;
    if (operator === '!') return isNumber(value) ? negation(value) : notFlag(operand.at, value);
    if (!isNumber(value)) return report(at, `a number after \`${operator}\``, named(value));
    return operator === '-' ? negative(value) : numberOf(value);
  }

  function binary({ left, right, at }: Of<'binary'>, operator: NumberOperator): Meaning {
    const [a, b] = [visit(left), visit(right)];
    if (a.type === 'fault' || b.type === 'fault') return fault;
    const received = `${named(a)} and ${named(b)}`;
    if (operator === '==' || operator === '!=' || operator === '===' || operator === '!==') {
      const wanted = operator === '==' || operator === '===';
      if (a.type === 'null') return b.type === 'null' ? literal(wanted) : missingTest(b, wanted);
      if (b.type === 'null') return missingTest(a, wanted);
      if (a.type === 'text' && b.type === 'text') return textComparison(operator, a, b);
      if (a.type !== b.type || !isNumber(a) || !isNumber(b)) {
        return report(at, `two values of one type around \`${operator}\``, received);
      }
      return arithmetic(operator, a, b, 'boolean');
    }
    if (operator === '<' || operator === '<=' || operator === '>' || operator === '>=') {
      if (a.type === 'text' && b.type === 'text') return textComparison(operator, a, b);
      if (a.type === 'number' && b.type === 'number') return arithmetic(operator, a, b, 'boolean');
      return report(at, `two numbers or two texts around \`${operator}\``, received);
    }
    const textual = operator === '+' && (a.type === 'text' || b.type === 'text');
    if (textual && a.type !== 'null' && b.type !== 'null') return concatenation(a, b);
    if (!isNumber(a) || !isNumber(b)) return report(at, `numbers around \`${operator}\``, received);
    return arithmetic(operator, a, b, 'number');
  }

  /** A chain of `&&` or of `||`, as one operation. */
  function joined(node: Node, operator: '&&' | '||'): Meaning {
    const chain: Node[] = [];
    let rest = node;
    for (; rest.type === 'binary' && rest.operator === operator; rest = rest.left) chain.unshift(rest.right);
    const parts = [rest, ...chain];
    const flags = parts.map((part) => flag(part)).filter((value) => value !== undefined);
    return flags.length === parts.length ? logical(operator, flags) : fault;
  }

  function flag(node: Node): NumberOperation | undefined {
    const value = visit(node);
    if (isNumber(value)) return flagOf(value);
    if (value.type !== 'fault') notFlag(node.at, value);
    return undefined;
  }

  function chosen({ test, consequent, alternate, at }: Of<'choice'>): Meaning {
    const [asked, a, b] = [visit(test), visit(consequent), visit(alternate)];
    if (asked.type === 'fault' || a.type === 'fault' || b.type === 'fault') return fault;
    if (!isNumber(asked)) return notFlag(test.at, asked);
    const sides = sidesOf(a, b);
    if (sides === undefined) return report(at, 'a value on one side of `:`', 'null twice');
    return (
      choice(flagOf(asked), ...sides) ??
      report(at, 'two values of one type around `:`', `${named(a)} and ${named(b)}`)
    );
  }

  function called({ name, args, at }: Of<'call'>): Meaning {
    const rule = functionRules.get(name);
    if (rule === undefined) return unknownFunction(name, at);
    const { takes, least = takes.length, repeated = false } = rule;
    if (args.length < least || (args.length > takes.length && !repeated)) {
      const most = repeated ? ' or more' : takes.length > least ? ` to ${takes.length}` : '';
      return report(at, `${least}${most} arguments of \`${name}\``, String(args.length));
    }
    const values = args
      .map((arg, index) => argument(arg, takes[index] ?? takes.at(-1)!, name))
      .filter((value) => value !== undefined);
    return values.length === args.length ? call(rule, values) : fault;
  }

  function argument(node: Node, wanted: ArgumentType, name: string): Operation | undefined {
    const value = visit(node);
    if (value.type === 'fault') return undefined;
    if (wanted === 'number' && isNumber(value)) return value;
    if (wanted === 'text' && value.type === 'text') return value;
    const written = node.type === 'literal' && !String(node.value).includes('$');
    if (wanted === 'literal text' && value.type === 'text' && written) return value;
    const nouns = { number: 'a number', text: 'a text', 'literal text': 'a text in quotes, without `$`,' };
    report(node.at, `${nouns[wanted]} in \`${name}\``, named(value));
    return undefined;
  }

  function unknownFunction(name: string, at: number): Meaning {
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

  function notFlag(at: number, value: Meaning): Meaning {
    return report(at, 'a condition', named(value), 'Compare it with something, as in `protocol == "tcp"`.');
  }

  const meaning = visit(root);
  if (meaning.type === 'null') report(root.at, 'a value', 'null');
  const checked =
    meaning.type === 'fault' || meaning.type === 'null' ? undefined : { columns, operation: meaning };
  return { checked, faults };
}

function literal(value: number | string | boolean | null): Meaning {
  if (value === null) return { type: 'null' };
  if (typeof value === 'string') return constant(value, 'text');
  return constant(value, typeof value === 'number' ? 'number' : 'boolean');
}

/** The sides of a choice, a missing value for the word `null`; undefined where both are that. */
function sidesOf(a: Value, b: Value): readonly [Operation, Operation] | undefined {
  if (a.type !== 'null') return [a, b.type === 'null' ? absent(a) : b];
  return b.type === 'null' ? undefined : [absent(b), b];
}

/** One of two values of a type, or of a number and a flag; undefined for others. */
function choice(flag: NumberOperation, a: Operation, b: Operation): Operation | undefined {
  if (a.type === 'text' && b.type === 'text') return textChoice(flag, a, b);
  if (!isNumber(a) || !isNumber(b)) return undefined;
  return numberChoice(flag, a, b, a.type === b.type ? a.type : 'number');
}

/** No value of that type. */
function absent({ type }: Operation): Operation {
  return constant(type === 'text' ? null : Number.NaN, type);
}

/** A number or a flag, which is one where it counts. */
function isNumber(value: Meaning): value is NumberOperation {
  return value.type === 'number' || value.type === 'boolean';
}

function named({ type }: Meaning): string {
  return type === 'null' ? 'null' : type === 'boolean' ? 'a condition' : `a ${type}`;
}
