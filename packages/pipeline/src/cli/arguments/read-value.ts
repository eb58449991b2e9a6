import type { Problem } from '@rampart/core';
import { didYouMean, listed, quote } from '@rampart/core/internal/tables';
import { describeRange, type NumberRange, type Option } from './option.ts';

/** The value that a text gives an option, or what is wrong with the text. `where` is how the user gave it. */
export type ValueRead = { readonly value: string | number } | { readonly problem: Problem };

const decimalNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Reads the text that an option was given. */
export function readValue(where: string, text: string, option: Option): ValueRead {
  if ('range' in option) return readNumber(where, text, option.range);
  if ('choices' in option) return readChoice(where, text, option.choices);
  const blank = 'blank' in option && option.blank === true;
  if ((blank ? text : text.trim()) !== '') return { value: text };
  const fix = typeof option.default === 'string' ? { fix: `Without it, it is \`${option.default}\`.` } : {};
  return { problem: { where, expected: 'a text', received: 'an empty one', ...fix } };
}

function readNumber(where: string, text: string, range: NumberRange): ValueRead {
  const value = decimalNumber.test(text) ? Number(text) : Number.NaN;
  const low = range.above ? value > range.min : value >= range.min;
  // Not a number fails all of them; one too large to be kept fails the last.
  const inside = low && value <= (range.max ?? Number.MAX_SAFE_INTEGER);
  if (inside && (!range.whole || Number.isInteger(value))) return { value };
  return { problem: { where, expected: describeRange(range), received: quote(text) } };
}

function readChoice(where: string, text: string, choices: readonly string[]): ValueRead {
  if (choices.includes(text)) return { value: text };
  const near = didYouMean(text, choices);
  const fix = near === undefined ? {} : { fix: `Did you mean \`${near}\`?` };
  return { problem: { where, expected: `one of ${listed(choices)}`, received: quote(text), ...fix } };
}
