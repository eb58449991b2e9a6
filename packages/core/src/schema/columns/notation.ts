import { z } from 'zod';
import { isBlank, parseDecimal } from './parse-decimal.ts';

/** How a column writes its numbers where it is not plainly, as in 1234.5. */
export const notationSchema = z.strictObject({
  decimal: z.enum(['.', ',']).optional().describe('The decimal sign; `.` where left out'),
  thousands: z
    .enum(['.', ',', ' ', "'"])
    .optional()
    .describe(
      'What stands between groups of three digits; a blank is any blank, an apostrophe any apostrophe',
    ),
  units: z
    .record(z.string().min(1), z.number())
    .optional()
    .describe('What may stand behind a number, such as `M` or `%`, and by how much it multiplies it'),
  hexadecimal: z.literal(true).optional().describe('Whole numbers may be written as 0x1F'),
});

/** How a column writes its numbers. */
export type Notation = z.output<typeof notationSchema>;

const separators = {
  '.': '\\.',
  ',': ',',
  ' ': '[ \\u00a0\\u2007\\u2009\\u202f]',
  "'": "['\\u2019]",
} as const;

/** The parts of a text in a notation. */
export interface NotedNumber {
  /** Its number as a plain decimal, such as -1234.5. */
  readonly decimal: string;
  /** What the unit behind it multiplies it by; 1 where there is none. */
  readonly factor: number;
}

/** A reader of the decimals that a notation writes; undefined for any other text, and for hexadecimal numbers. */
export function notationDecimal(notation: Notation): (text: string) => NotedNumber | undefined {
  const { decimal = '.', thousands, units = {} } = notation;
  const point = separators[decimal];
  const between = thousands === undefined ? undefined : separators[thousands];
  const whole = between === undefined ? '\\d+' : `(?:[1-9]\\d{0,2}(?:${between}\\d{3})+|\\d+)`;
  const behind = Object.keys(units).map((unit) => unit.replaceAll(/[^A-Za-z\d]/g, '\\$&'));
  const unit = behind.length === 0 ? '' : `(?:[ \\u00a0\\u2009\\u202f]*(${behind.join('|')}))?`;
  const layout = new RegExp(
    `^([+\\u2212-]?(?:${whole}(?:${point}\\d*)?|${point}\\d+)(?:[eE][+-]?\\d+)?)${unit}$`,
  );
  const groups = between === undefined ? undefined : new RegExp(between, 'g');
  return (raw) => {
    const found = layout.exec(trimmed(raw));
    if (found === null) return undefined;
    const [, number = '', behindIt] = found;
    const joined = groups === undefined ? number : number.replaceAll(groups, '');
    return {
      decimal: (decimal === ',' ? joined.replace(',', '.') : joined).replace('\u2212', '-'),
      factor: behindIt === undefined ? 1 : units[behindIt]!,
    };
  };
}

/**
 * A parser of the numbers that a notation writes: NaN for any other text, so that a decimal comma is never
 * taken for one between thousands. Groups have three digits; a number may have none.
 */
export function notationParser(notation: Notation): (text: string) => number {
  const decimalOf = notationDecimal(notation);
  const { hexadecimal = false } = notation;
  return (raw) => {
    if (hexadecimal) {
      const text = trimmed(raw);
      // Thirteen digits are what a float64 holds exactly.
      if (/^[+-]?0x[\da-f]{1,13}$/i.test(text)) {
        const digits = text.replace(/^[+-]/, '');
        return text.startsWith('-') ? -Number(digits) + 0 : Number(digits);
      }
    }
    const found = decimalOf(raw);
    return found === undefined ? Number.NaN : parseDecimal(found.decimal) * found.factor + 0;
  };
}

/**
 * A writer of numbers in a notation: takes their plain decimal, such as 1234.5 or 1e-7, gives the text from which
 * `notationParser` reads the same number. Nothing stands between thousands, and no unit behind.
 */
export function notationWriter({ decimal }: Notation): (plain: string) => string {
  return decimal === ',' ? (plain) => plain.replace('.', ',') : (plain) => plain;
}

/** What a number in that notation looks like, for "expected …". */
export function notationExample({ decimal = '.', thousands, units, hexadecimal }: Notation): string {
  const unit = Object.keys(units ?? {})[0];
  if (hexadecimal) return '0x1F';
  return `1${thousands ?? ''}234${decimal}5${unit === undefined ? '' : unit === '%' ? unit : ` ${unit}`}`;
}

function trimmed(text: string): string {
  const last = text.length - 1;
  return last >= 0 && (isBlank(text.charCodeAt(0)) || isBlank(text.charCodeAt(last))) ? text.trim() : text;
}
