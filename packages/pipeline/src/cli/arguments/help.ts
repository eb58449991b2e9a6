import { describeRange, type Option, type Options, positionalsOf } from './option.ts';

interface Documented {
  readonly name: string;
  readonly describe: string;
  readonly examples: readonly string[];
  readonly options: Options;
}

/** Help for the whole, or for the commands that begin with one word. */
export function commandList(
  commands: readonly Documented[],
  { family, shared }: { readonly family?: string; readonly shared: Options },
  columns: number,
): string {
  const rows = commands.map((one) => [`rampart ${one.name}${placesOf(one)}`, one.describe] as const);
  return [
    `rampart${family === undefined ? '' : ` ${family}`} <command> [options]\n`,
    'Trains, tests and serves models of network-security tables.\n',
    `Commands:\n${inColumns(rows, columns)}`,
    `Options of every command:\n${optionLines(shared, columns)}`,
    '`rampart <command> --help` tells the options of a command, with examples.\n',
  ].join('\n');
}

/** Help for one command: its own options first, then those that others have too. */
export function commandHelp(
  command: Documented,
  { isShared, everywhere }: { isShared: (option: Option) => boolean; everywhere: Options },
  columns: number,
): string {
  const part = (wanted: boolean) =>
    Object.fromEntries(Object.entries(command.options).filter(([, one]) => isShared(one) === wanted));
  const [own, others] = [part(false), { ...part(true), ...everywhere }];
  const needed = Object.entries(command.options)
    .filter(([, one]) => one.demandOption === true && one.positional !== true)
    .map(([name]) => ` --${name} <${name}>`);
  return [
    `rampart ${command.name}${placesOf(command)}${needed.join('')} [options]\n`,
    ...fill(`${command.describe}.`, columns),
    '',
    ...(Object.keys(own).length === 0 ? [] : [`Its own options:\n${optionLines(own, columns)}`]),
    `Options that other commands have too:\n${optionLines(others, columns)}`,
    `${command.examples.length === 1 ? 'Example' : 'Examples'}:\n${command.examples.map((line) => `  ${line}`).join('\n')}\n`,
  ].join('\n');
}

function placesOf({ options }: Documented): string {
  return positionalsOf(options)
    .map((name) => ` <${name}>`)
    .join('');
}

function optionLines(options: Options, columns: number): string {
  return inColumns(
    Object.entries(options).map(([name, option]) => [titleOf(name, option), meaningOf(option)] as const),
    columns,
  );
}

function titleOf(name: string, option: Option): string {
  if (option.type === 'boolean') return `--${name}`;
  const value = option.type === 'number' ? 'number' : 'choices' in option ? 'choice' : 'text';
  return option.positional ? `<${name}>, --${name}` : `--${name} <${value}>`;
}

function meaningOf(option: Option): string {
  const notes = [
    ...('range' in option ? [describeRange(option.range)] : []),
    ...('choices' in option ? [option.choices.join(', ')] : []),
    ...('array' in option && option.array ? ['may be given more than once'] : []),
    ...(option.demandOption ? ['required'] : []),
    ...defaultOf(option),
  ];
  return `${option.describe}${notes.map((note) => ` [${note}]`).join('')}`;
}

function defaultOf(option: Option): string[] {
  if (option.defaultDescription !== undefined) return [`default: ${option.defaultDescription}`];
  if (option.type === 'boolean' || option.default === undefined || Array.isArray(option.default)) return [];
  return [`default: ${option.default as string | number}`];
}

/** Two columns, the second one wrapped; each line ends with a line feed. */
function inColumns(rows: readonly (readonly [string, string])[], columns: number): string {
  const longest = Math.max(...rows.map(([title]) => title.length));
  // Long titles get a line of their own on a narrow terminal.
  const width = Math.min(longest, Math.floor(columns / 2));
  return rows
    .flatMap(([title, text]) => {
      const lines = fill(text, Math.max(20, columns - width - 4));
      const after = (line: string) => `${' '.repeat(width + 4)}${line}`;
      const head = `  ${title.padEnd(width)}  `;
      return title.length > width
        ? [`  ${title}`, ...lines.map(after)]
        : [`${head}${lines[0] ?? ''}`.trimEnd(), ...lines.slice(1).map(after)];
    })
    .map((line) => `${line}\n`)
    .join('');
}

/** A text in lines of so many characters at most; a longer word has a line to itself. */
function fill(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
