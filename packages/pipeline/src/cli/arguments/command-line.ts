import type { Argv, Options as YargsOptions } from 'yargs';
import yargs from 'yargs';
import { describeRange, type Option, type Options, positionalsOf } from './option.ts';

/** What a command is to the parser. */
export interface Described {
  readonly name: string;
  readonly describe: string;
  readonly examples: readonly string[];
  readonly options: Options;
}

/** What stood behind a command's name, as texts: what they mean is read later. */
export interface Given {
  /** By option, in the order in which they were given. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly flags: ReadonlyMap<string, boolean>;
  /** Texts without an option. */
  readonly alone: readonly string[];
  /** What looks like an option and is none, as it was written. */
  readonly unknown: readonly string[];
  /** An option without a value, and what came in place of one. */
  readonly lacking?: { readonly name: string; readonly next: string | undefined };
}

/** What a command line asks for. */
export type Asked<C> =
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'command'; readonly command: C; readonly given: Given }
  | { readonly kind: 'unknown'; readonly words: readonly string[] };

/** How the commands and their options are shown. */
export interface Shown {
  /** Options that every command has. */
  readonly everywhere: Options;
  /** Options of the program alone. */
  readonly alone: Options;
  readonly isShared: (option: Option) => boolean;
  readonly columns: number;
}

// Texts stay texts: `007` is no number, and `training.epochs` no object.
const parsing = {
  'boolean-negation': true,
  'camel-case-expansion': false,
  'dot-notation': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'short-option-groups': false,
};

/** Ends the parsing where a command has been found. */
const commandFound = new Error('A command has been found.');

/** Parses a command line, or renders the help that it asks for. */
export async function readCommandLine<C extends Described>(
  argv: readonly string[],
  commands: readonly C[],
  shown: Shown,
): Promise<Asked<C>> {
  let asked: Asked<C> | undefined;
  const parser = yargs()
    .scriptName('rampart')
    .version(false)
    .usage('$0 <command> [options]\n\nTrains, tests and serves models of network-security tables.')
    .epilogue('`rampart <command> --help` tells the options of a command, with examples.')
    .parserConfiguration(parsing)
    .updateStrings({ 'Options:': 'Options of every command:' })
    .options(asYargs({ ...shown.everywhere, ...shown.alone }))
    .help('help', 'Show this help')
    .exitProcess(false)
    .fail(false)
    .wrap(shown.columns);
  withoutTypes(parser);
  const addTo = (target: Argv, command: C, word: string) =>
    target.command(
      word,
      command.describe,
      (own) => declare(own, command, shown),
      (args) => {
        asked = {
          kind: 'command',
          command,
          given: givenIn(args, command.name, { ...command.options, ...shown.everywhere }),
        };
        // The parser would go on to render the help of the command, in case that somebody asks for it.
        throw commandFound;
      },
    );
  for (const command of commands.filter(({ name }) => !name.includes(' ')))
    addTo(parser, command, command.name);
  for (const [family, members] of families(commands)) {
    // Each is listed under its whole name; what it does stands behind the first word.
    for (const { name, describe } of members) parser.command(name, describe);
    parser.command(
      family,
      false,
      (nested) => {
        nested.usage(`$0 ${family} <command> [options]`);
        for (const member of members) addTo(nested, member, member.name.slice(family.length + 1));
        return nested;
      },
      (args) => {
        asked = { kind: 'unknown', words: args._.map(String) };
      },
    );
  }
  let help = '';
  const hear = (_error: unknown, _args: unknown, output: string) => {
    help = output;
  };
  try {
    const args = await parser.parseAsync([...argv], {}, hear);
    asked ??= { kind: 'unknown', words: args._.map(String) };
  } catch (error) {
    if (error === commandFound && asked !== undefined) return asked;
    const lacking = /^Not enough arguments following: (.+)$/.exec(
      error instanceof Error ? error.message : '',
    );
    const command = commands.find(({ name }) => `${argv.join(' ')} `.includes(`${name} `));
    if (lacking === null || command === undefined) throw error;
    return {
      kind: 'command',
      command,
      given: {
        texts: new Map(),
        flags: new Map(),
        alone: [],
        unknown: [],
        lacking: { name: lacking[1]!, next: argv[argv.lastIndexOf(`--${lacking[1]!}`) + 1] },
      },
    };
  }
  return help === '' ? asked : { kind: 'help', text: `${help}\n` };
}

/** What an option takes is told in words of ours. The types of yargs lack this setting. */
function withoutTypes(parser: Argv): void {
  (parser as Argv & { usageConfiguration(settings: object): void }).usageConfiguration({
    'hide-types': true,
  });
}

function families<C extends Described>(commands: readonly C[]): Map<string, C[]> {
  const found = new Map<string, C[]>();
  for (const command of commands) {
    const [family, second] = command.name.split(' ');
    if (second !== undefined) found.set(family!, [...(found.get(family!) ?? []), command]);
  }
  return found;
}

/** A command's own options first, then those that others have too. */
function declare(parser: Argv, command: Described, { isShared, everywhere }: Shown): Argv {
  const places = positionalsOf(command.options);
  const needed = Object.entries(command.options)
    .filter(([name, one]) => one.demandOption === true && !places.includes(name))
    .map(([name]) => ` --${name} <${name}>`);
  const usage = [...places.map((name) => ` <${name}>`), ...needed].join('');
  const names = Object.keys(command.options);
  const own = names.filter((name) => !isShared(command.options[name]!));
  parser
    .usage(`$0 ${command.name}${usage} [options]\n\n${command.describe}.`)
    .options(asYargs(command.options))
    .epilogue('');
  if (own.length > 0) parser.group(own, 'Its own options:');
  parser.group(
    [...names.filter((name) => !own.includes(name)), ...Object.keys(everywhere), 'help'],
    'Options that other commands have too:',
  );
  for (const line of command.examples) parser.example(line, '');
  return parser;
}

function asYargs(options: Options): Record<string, YargsOptions> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [
      name,
      {
        describe: meaningOf(name, option),
        ...(option.type === 'boolean' ? { type: 'boolean' as const } : { type: 'string' as const, nargs: 1 }),
      },
    ]),
  );
}

/** What an option means, and what its reader will ask of the text. */
function meaningOf(name: string, option: Option): string {
  const notes = [
    ...('range' in option ? [describeRange(option.range)] : []),
    ...('choices' in option ? [option.choices.join(', ')] : []),
    ...('array' in option && option.array ? ['may be given more than once'] : []),
    ...(option.demandOption ? ['required'] : []),
    ...defaultOf(option),
    ...(option.positional ? [`\`<${name}>\` is the same`] : []),
  ];
  return `${option.describe}${notes.map((note) => ` [${note}]`).join('')}`;
}

function defaultOf(option: Option): string[] {
  if (option.defaultDescription !== undefined) return [`default: ${option.defaultDescription}`];
  if (option.type === 'boolean' || option.default === undefined || Array.isArray(option.default)) return [];
  return [`default: ${option.default as string | number}`];
}

/** Sorts what the parser found. */
function givenIn(args: Readonly<Record<string, unknown>>, command: string, options: Options): Given {
  const texts = new Map<string, string[]>();
  const flags = new Map<string, boolean>();
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(args)) {
    if (name === '_' || name === '$0' || name === 'help' || value === undefined) continue;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    const all = [value].flat() as unknown[];
    if (option?.type === 'boolean') flags.set(name, all.at(-1) === true);
    else if (option !== undefined && all.every((one) => typeof one === 'string')) texts.set(name, all);
    else unknown.push(value === false ? `--no-${name}` : `${name.length === 1 ? '-' : '--'}${name}`);
  }
  const words = command.split(' ').length;
  return { texts, flags, alone: (args._ as unknown[]).slice(words).map(String), unknown };
}
