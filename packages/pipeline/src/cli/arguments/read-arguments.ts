import { parseArgs } from 'node:util';
import { type Problem, RampartError } from '@rampart/core';
import { didYouMean, listed, quote } from '@rampart/core/internal';
import { type Option, type Options, positionalsOf } from './option.ts';
import { readValue } from './read-value.ts';

/** A text that an option was given, and how: `--source`, or `<source>` where it stood alone. */
interface Given {
  readonly where: string;
  readonly text: string;
}

/**
 * Reads what follows a command's name. Throws one RampartError('usage') with everything that is wrong: options that
 * do not exist or lack a value, empty texts, numbers out of range, what is missing, and what is there twice.
 */
export function readArguments(
  argv: readonly string[],
  { name: command, options }: { readonly name: string; readonly options: Options },
): Record<string, unknown> {
  const given = gather(argv, command, options);
  const problems = [...given.problems];
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(options)) {
    if (option.type === 'boolean') {
      values[name] = given.flags.get(name) ?? option.default;
      continue;
    }
    const all = given.texts.get(name) ?? [];
    if (option.positional) problems.push(...differing(name, all));
    // What takes one value and is given more than once means what was said last.
    const meant = isList(option) ? all : all.slice(-1);
    const read = meant.map(({ where, text }) => readValue(where, text, option));
    problems.push(...read.flatMap((one) => ('problem' in one ? one.problem : [])));
    const told = read.flatMap((one) => ('value' in one ? one.value : []));
    if (all.length > 0) values[name] = isList(option) ? told : told[0];
    else if (option.default !== undefined) values[name] = option.default;
    else if (option.demandOption && !given.lacking.has(name)) problems.push(missing(name, option));
  }
  if (problems.length > 0) throw new RampartError('usage', problems);
  return values;
}

const isList = (option: Option) => 'array' in option && option.array === true;

/** Sorts what was given by option. */
function gather(argv: readonly string[], command: string, options: Options) {
  const texts = new Map<string, Given[]>();
  const flags = new Map<string, boolean>();
  /** Options that were given without a value. */
  const lacking = new Set<string>();
  const problems: Problem[] = [];
  const alone: string[] = [];
  let unknown = false;
  for (const token of tokensOf(argv, options)) {
    if (token.kind === 'positional') alone.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName: where, value } = token;
    const option = optionOf(options, name);
    const negated = name.startsWith('no-') ? optionOf(options, name.slice(3)) : undefined;
    if (option === undefined && negated?.type === 'boolean' && value === undefined) {
      flags.set(name.slice(3), false);
    } else if (option === undefined) {
      unknown = true;
      problems.push(unknownOption(where, name, command, options));
    } else if (option.type === 'boolean') {
      flags.set(name, value !== 'false');
      if (value !== undefined && value !== 'true' && value !== 'false')
        problems.push({ where, expected: 'nothing after it, or `true` or `false`', received: quote(value) });
    } else if (value === undefined || (!token.inlineValue && /^--?[a-z]/i.test(value))) {
      lacking.add(name);
      const next = value === undefined ? 'nothing' : `the option \`${value}\``;
      const fix = value === undefined ? {} : { fix: `Write \`${where}=${value}\` where that is the value.` };
      problems.push({ where, expected: 'a value after it', received: next, ...fix });
    } else {
      texts.set(name, [...(texts.get(name) ?? []), { where, text: value }]);
    }
  }
  const places = positionalsOf(options);
  for (const [at, name] of places.entries()) {
    const text = alone[at];
    if (text !== undefined) texts.set(name, [...(texts.get(name) ?? []), { where: `<${name}>`, text }]);
  }
  const more = alone.slice(places.length);
  // Behind an option that does not exist, its value stands alone.
  if (more.length > 0 && !unknown) problems.push(tooMany(more, command, places));
  return { texts, flags, lacking, problems };
}

/** The platform splits the texts; what they mean is told here, in our words. */
function tokensOf(argv: readonly string[], options: Options) {
  const kinds = Object.entries(options).map(
    ([name, { type }]) => [name, { type: type === 'boolean' ? 'boolean' : 'string' }] as const,
  );
  return parseArgs({
    args: [...argv],
    options: Object.fromEntries(kinds),
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

function optionOf(options: Options, name: string): Option | undefined {
  return Object.hasOwn(options, name) ? options[name] : undefined;
}

function unknownOption(where: string, name: string, command: string, options: Options): Problem {
  const near = didYouMean(name, Object.keys(options));
  const fix =
    near === undefined ? `\`rampart ${command} --help\` lists its options.` : `Did you mean \`--${near}\`?`;
  return { where: `rampart ${command}`, expected: 'one of its options', received: `\`${where}\``, fix };
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
function differing(name: string, given: readonly Given[]): Problem[] {
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
