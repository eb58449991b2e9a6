import { describeProblem, type Problem } from '../errors.ts';

/** What every message about a form that the language lacks ends with. */
export const language =
  "An expression holds columns (`bytes`, or `d['bytes out']` for a name that is no identifier), numbers, texts, " +
  "true, false and null, the operators + - * / % ** == != < <= > >= && || ! ?:, and calls of arquero's functions.";

/** Something wrong in an expression, with its position in the text, counted from 0. */
export interface Fault extends Omit<Problem, 'where'> {
  readonly at: number;
}

/** Carries a fault out of the parser; it never leaves this folder. */
export class ExpressionError extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(describeProblem({ where: `character ${fault.at + 1}`, ...fault }));
    this.fault = fault;
  }
}
