/** Which numbers an option takes. */
export interface NumberRange {
  readonly min: number;
  /** No largest number where left out. */
  readonly max?: number;
  /** Whether `min` itself is too little. */
  readonly above?: true;
  /** Whether only whole numbers are taken. */
  readonly whole?: true;
}

interface Described {
  readonly describe: string;
  readonly demandOption?: true;
  /** Whether the value may also stand without the option's name; with several such options, in their order. */
  readonly positional?: true;
  /** What help shows as the default. */
  readonly defaultDescription?: string;
}

/** An option that takes a text; an empty one is refused, and so are blanks alone, but with `blank`. With `array` it may be given more than once. */
export interface TextOption extends Described {
  readonly type: 'string';
  readonly array?: true;
  readonly blank?: true;
  readonly default?: string | readonly string[];
  /** Whether it names a place that the command writes to, so that a full disk can be told by it. */
  readonly written?: true;
}

/** An option that takes a number of a range. */
export interface NumberOption extends Described {
  readonly type: 'number';
  readonly range: NumberRange;
  readonly default?: number;
}

/** An option that is there or not; without a default, and given neither way, it is undefined. */
export interface FlagOption extends Described {
  readonly type: 'boolean';
  readonly default?: boolean;
}

/** An option that takes one of some words. */
export interface ChoiceOption extends Described {
  readonly type?: undefined;
  readonly choices: readonly string[];
  readonly default?: string;
}

/** One option of a command. */
export type Option = TextOption | NumberOption | FlagOption | ChoiceOption;

/** The options of a command by their names. */
export type Options = Readonly<Record<string, Option>>;

type ValueOf<O> = O extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : O extends { readonly type: 'number' }
    ? number
    : O extends { readonly type: 'boolean' }
      ? boolean
      : O extends { readonly array: true }
        ? string[]
        : string;

/** What a command is called with: the values of its options. */
export type ArgumentsOf<All extends Options> = {
  readonly [Name in keyof All]: All[Name] extends
    | { readonly demandOption: true }
    | { readonly default: unknown }
    ? ValueOf<All[Name]>
    : ValueOf<All[Name]> | undefined;
};

/** The names of the options whose values may stand alone, in their order. */
export function positionalsOf(options: Options): string[] {
  return Object.keys(options).filter((name) => options[name]!.positional === true);
}

/** `a whole number from 0 to 65535`. */
export function describeRange({ min, max, above, whole }: NumberRange): string {
  const noun = whole ? 'a whole number' : 'a number';
  if (above) return max === undefined ? `${noun} above ${min}` : `${noun} above ${min}, at most ${max}`;
  return max === undefined ? `${noun}, ${min} or more` : `${noun} from ${min} to ${max}`;
}
