import type { Problem } from '@rampart/core';
import { didYouMean, listed, quote, RampartError } from '@rampart/core/internal/tables';
import type { Given } from './command-line.ts';
import { type Option, type Options, positionalsOf } from './option.ts';
import { readValue } from './read-value.ts';

/** A text that an option was given, and how: `--source`, or `<source>` where it stood alone. */
interface GivenText {
  readonly where: string;
  readonly text: string;
}

/**
 * Reads what follows a command's name. Throws one RampartError('usage') with everything that is wrong: options that
 * do not exist or lack a value, empty texts, numbers out of range, what is missing, and what is there twice.
 */
export function readArguments(
  given: Given,
  { name: command, options }: { readonly name: string; readonly options: Options },
): Record<string, unknown> {
  if (given.lacking !== undefined) throw new RampartError('usage', lackingValue(given.lacking));
  const problems = given.unknown.map((written) => unknownOption(written, command, options));
  const places = positionalsOf(options);
  const more = given.alone.slice(places.length);
  // Behind an option that does not exist, its value stands alone.
  if (more.length > 0 && given.unknown.length === 0) problems.push(tooMany(more, command, places));
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(options)) {
    if (option.type === 'boolean') {
      values[name] = given.flags.get(name) ?? option.default;
      continue;
    }
    const all = textsOf(name, given, places);
    if (option.positional) problems.push(...differing(name, all));
    // What takes one value and is given more than once means what was said last.
    const meant = isList(option) ? all : all.slice(-1);
    const read = meant.map(({ where, text }) => readValue(where, text, option));
    problems.push(...read.flatMap((one) => ('problem' in one ? one.problem : [])));
    const told = read.flatMap((one) => ('value' in one ? one.value : []));
    if (all.length > 0) values[name] = isList(option) ? told : told[0];
    else if (option.default !== undefined) values[name] = option.default;
    else if (option.demandOption) problems.push(missing(name, option));
  }
  if (problems.length > 0) throw new RampartError('usage', problems);
  return values;
}

const isList = (option: Option) => 'array' in option && option.array === true;

function textsOf(name: string, given: Given, places: readonly string[]): GivenText[] {
  const named = (given.texts.get(name) ?? []).map((text) => ({ where: `--${name}`, text }));
  const at = places.indexOf(name);
  const alone = at < 0 ? undefined : given.alone[at];
  return alone === undefined ? named : [...named, { where: `<${name}>`, text: alone }];
}

function lackingValue({ name, next }: NonNullable<Given['lacking']>): Problem {
  return {
    where: `--${name}`,
    expected: 'a value after it',
    ...(next === undefined
      ? { received: 'nothing' }
      : {
          received: `the option \`${next}\``,
          fix: `Write \`--${name}=${next}\` where that is the value.`,
        }),
  };
}

function unknownOption(written: string, command: string, options: Options): Problem {
  const near = didYouMean(written.replace(/^--?(no-)?/, ''), Object.keys(options));
  const fix =
    near === undefined ? `\`rampart ${command} --help\` lists its options.` : `Did you mean \`--${near}\`?`;
  return { where: `rampart ${command}`, expected: 'one of its options', received: `\`${written}\``, fix };
}

function tooMany(more: readonly string[], command: string, places: readonly string[]): Problem {
  const one = places.map((name) => `<${name}>`).join(' ');
  return {
    where: `rampart ${command}`,
    expected: places.length === 0 ? 'only options' : `only ${one} and options`,
    received: listed(more.map(quote)),
    fix: 'Put a text with spaces, or with signs that the shell reads, in quotes.',
  };
}

/** A value that was given both alone and by its option must be the same. */
function differing(name: string, given: readonly GivenText[]): Problem[] {
  const alone = given.find(({ where }) => where === `<${name}>`);
  const named = given.findLast(({ where }) => where === `--${name}`);
  if (alone === undefined || named === undefined || alone.text === named.text) return [];
  return [
    {
      where: `--${name}`,
      expected: `either <${name}> or \`--${name}\``,
      received: `both, ${quote(alone.text)} and ${quote(named.text)}`,
      fix: 'Leave one of them out.',
    },
  ];
}

function missing(name: string, option: Option): Problem {
  const where = option.positional ? `<${name}>` : `--${name}`;
  const either = option.positional ? ` (as \`--${name}\` too)` : '';
  const [first = '', ...rest] = option.describe;
  const what = `${first.toLowerCase()}${rest.join('')}`;
  return { where, expected: `a value${either}, ${what}`, received: 'nothing' };
}
