import { quote } from '../errors.ts';
import { ExpressionError, language } from './fault.ts';
import { type Token, tokenize } from './tokens.ts';

/** An expression as a tree. There is a node for nothing else: what is no node cannot be evaluated. */
export type Node = { readonly at: number } & (
  | { readonly type: 'literal'; readonly value: number | string | boolean | null }
  | { readonly type: 'column'; readonly name: string }
  | { readonly type: 'unary'; readonly operator: '-' | '+' | '!'; readonly operand: Node }
  | { readonly type: 'binary'; readonly operator: BinaryOperator; readonly left: Node; readonly right: Node }
  | { readonly type: 'choice'; readonly test: Node; readonly consequent: Node; readonly alternate: Node }
  | { readonly type: 'call'; readonly name: string; readonly args: readonly Node[] }
);

const strengths = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '===': 3,
  '!==': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
  '**': 7,
} as const;

/** The operators between two values. */
export type BinaryOperator = keyof typeof strengths;

const power = strengths['**'];

// Bounds of what a schema may ask for: a person never needs as much, and no text may exhaust the stack.
const longest = 4000;
const deepest = 60;
const mostOperations = 400;

/**
 * Parses an expression by a grammar of its own rather than that of JavaScript, which would have to be cut down
 * to this: what the grammar lacks cannot be written. Throws an ExpressionError at the first fault.
 */
export function parseExpression(source: string): Node {
  if (source.length > longest) {
    throw tooMuch(longest, `at most ${longest} characters`, `${source.length}`);
  }
  return new Parser(tokenize(source)).whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;
  #operations = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Node {
    const node = this.#expression();
    const rest = this.#peek();
    if (rest.type !== 'end') throw unexpected(rest, 'an operator or the end');
    return node;
  }

  #peek(): Token {
    return this.#tokens[this.#next]!;
  }

  #take(): Token {
    return this.#tokens[this.#next++]!;
  }

  #takeIf(sign: string): Token | undefined {
    const token = this.#peek();
    return token.type === 'sign' && token.value === sign ? this.#take() : undefined;
  }

  #require(sign: string): void {
    if (this.#takeIf(sign) === undefined) throw unexpected(this.#peek(), `\`${sign}\``);
  }

  #expression(): Node {
    const { at } = this.#peek();
    if (++this.#depth > deepest) throw tooMuch(at, `at most ${deepest} levels`, 'more');
    const test = this.#binary(1);
    let node = test;
    if (this.#takeIf('?') !== undefined) {
      this.#count(at);
      const consequent = this.#expression();
      this.#require(':');
      node = { type: 'choice', test, consequent, alternate: this.#expression(), at };
    }
    this.#depth--;
    return node;
  }

  /** A chain of operators that bind at least as close as `least`, from the left. */
  #binary(least: number): Node {
    let left = this.#unary();
    for (;;) {
      const token = this.#peek();
      const operator = operatorOf(token);
      if (operator === undefined || strengths[operator] < least) return left;
      this.#take();
      this.#count(token.at);
      // A power binds to the right: 2 ** 3 ** 2 is 2 ** 9.
      const right = this.#binary(operator === '**' ? power : strengths[operator] + 1);
      left = { type: 'binary', operator, left, right, at: token.at };
    }
  }

  #unary(): Node {
    const token = this.#peek();
    if (token.type !== 'sign' || !isUnary(token.value)) return this.#primary();
    this.#take();
    this.#count(token.at);
    if (++this.#depth > deepest) throw tooMuch(token.at, `at most ${deepest} levels`, 'more');
    // As in mathematics, the sign of -a ** 2 comes after the power.
    const operand = this.#binary(power);
    this.#depth--;
    return { type: 'unary', operator: token.value, operand, at: token.at };
  }

  #primary(): Node {
    const token = this.#take();
    const { at } = token;
    if (token.type === 'number' || token.type === 'text') return { type: 'literal', value: token.value, at };
    if (token.type === 'name') return this.#named(token.value, at);
    if (token.type === 'sign' && token.value === '(') {
      const node = this.#expression();
      this.#require(')');
      return node;
    }
    throw unexpected(token, 'a column, a literal, a function, a sign or `(`');
  }

  #named(name: string, at: number): Node {
    if (name === 'true' || name === 'false') return { type: 'literal', value: name === 'true', at };
    if (name === 'null') return { type: 'literal', value: null, at };
    if (name === 'd' && this.#takeIf('[') !== undefined) {
      const column = this.#take();
      if (column.type !== 'text') throw unexpected(column, "a column's name in quotes");
      this.#require(']');
      return { type: 'column', name: column.value, at };
    }
    if (name === 'op' && this.#takeIf('.') !== undefined) {
      const called = this.#take();
      if (called.type !== 'name') throw unexpected(called, 'the name of a function');
      this.#require('(');
      return this.#call(called.value, at);
    }
    if (this.#takeIf('(') !== undefined) return this.#call(name, at);
    return { type: 'column', name, at };
  }

  #call(name: string, at: number): Node {
    this.#count(at);
    const args: Node[] = [];
    if (this.#takeIf(')') !== undefined) return { type: 'call', name, args, at };
    do args.push(this.#expression());
    while (this.#takeIf(',') !== undefined);
    this.#require(')');
    return { type: 'call', name, args, at };
  }

  #count(at: number): void {
    if (++this.#operations > mostOperations) {
      throw tooMuch(at, `at most ${mostOperations} operations`, 'more');
    }
  }
}

function isUnary(sign: string): sign is '-' | '+' | '!' {
  return sign === '-' || sign === '+' || sign === '!';
}

function operatorOf(token: Token): BinaryOperator | undefined {
  return token.type === 'sign' && Object.hasOwn(strengths, token.value)
    ? (token.value as BinaryOperator)
    : undefined;
}

function unexpected(token: Token, expected: string): ExpressionError {
  const received = token.type === 'end' ? 'the end' : quote(String(token.value));
  return new ExpressionError({ at: token.at, expected, received, fix: language });
}

function tooMuch(at: number, expected: string, received: string): ExpressionError {
  return new ExpressionError({
    at,
    expected,
    received,
    fix: 'Divide it: a derived column may read the derived columns before it.',
  });
}
