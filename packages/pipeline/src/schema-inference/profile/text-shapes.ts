import { type Notation, notationParser, parseTime } from '@rampart/core/internal';
import { isAddress } from './is-address.ts';
import { isClockText } from './is-clock-text.ts';

/** What a text that is no number looks like: one bit each. */
export type Shape = number;
/** A time that a column of kind time can read. */
export const time = 1;
/** A date or a time of day in a layout that depends on the country or lacks the year. */
export const clock = 2;
/** A network address, URL or mail address. */
export const address = 4;
/** A UUID, a digest or another made-up name. */
export const code = 8;
/** Several words, or many letters. */
export const prose = 16;

/** Notations of numbers, the likelier first where several fit; each has a bit of its own. */
export const notations: readonly { readonly shape: Shape; readonly notation: Notation }[] = (
  [
    {},
    { hexadecimal: true },
    { thousands: ',' },
    { decimal: ',' },
    { decimal: ',', thousands: '.' },
    { thousands: ' ' },
    { decimal: ',', thousands: ' ' },
    { thousands: "'" },
    { decimal: ',', thousands: "'" },
  ] as const
).map((notation, at) => ({ shape: 32 << at, notation }));

export const shapes: readonly Shape[] = [
  time,
  clock,
  address,
  code,
  prose,
  ...notations.map(({ shape }) => shape),
];

const parsers = notations.map(({ shape, notation }) => ({ shape, parse: notationParser(notation) }));
const withUnit = /^(.*\d[.,]?)[\s\u00a0\u2009\u202f]*([A-Za-z\u00b5\u03bc%][A-Za-z/]{0,5})$/;

/** All that a text looks like. */
export function shapesOf(text: string): Shape {
  let mask = 0;
  if (!Number.isNaN(parseTime(text))) mask |= time;
  if (isClockText(text)) mask |= clock;
  if (isAddress(text)) mask |= address;
  if (isCode(text)) mask |= code;
  if (text.length > 60 || text.split(/\s+/, 4).length === 4) mask |= prose;
  const found = unitOf(text) === undefined ? null : withUnit.exec(text);
  const number = found === null ? text : found[1]!;
  if (!/^[+\u2212-]?[\d.,]/.test(number)) return mask;
  for (const { shape, parse } of parsers) if (!Number.isNaN(parse(number))) mask |= shape;
  return mask;
}

/** The unit behind a number, where it is one that is known. */
export function unitOf(text: string): string | undefined {
  const last = text.charCodeAt(text.length - 1);
  // A quick answer for numbers.
  if (last >= 48 && last <= 57) return undefined;
  const unit = withUnit.exec(text)?.[2];
  return unit !== undefined && unitFactor(unit) !== undefined && !/^[+-]?0x/i.test(text) ? unit : undefined;
}

const prefixes: Record<string, number> = { '': 1, k: 1e3, K: 1e3, M: 1e6, G: 1e9, T: 1e12 };
const binary: Record<string, number> = { Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3, Ti: 1024 ** 4 };
const seconds: Record<string, number> = {
  ns: 1e-9,
  us: 1e-6,
  '\u00b5s': 1e-6,
  '\u03bcs': 1e-6,
  ms: 1e-3,
  s: 1,
  sec: 1,
  min: 60,
  h: 3600,
};

/** What a unit multiplies by, and units of what it can stand beside. */
export function unitFactor(unit: string): { readonly of: string; readonly factor: number } | undefined {
  if (unit === '%') return { of: '%', factor: 1 };
  const duration = seconds[unit];
  if (duration !== undefined) return { of: 'seconds', factor: duration };
  const [, prefix = '', of = ''] = /^([kKMGT]i?)?(B|b|bit|bps|b\/s|B\/s|Bytes|bytes)?$/.exec(unit) ?? [
    '',
    'none',
  ];
  const factor = prefixes[prefix] ?? binary[prefix];
  return factor === undefined ? undefined : { of, factor };
}

const codeLayouts = [
  /^\{?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\}?$/i,
  /^(?=.*\d)(?=.*[a-f])[\da-f]{16,}$/i,
  /^0x[\da-f]{14,}$/i,
  // Zeek's ids.
  /^[CF](?=.*\d)(?=.*[a-z])[\dA-Za-z]{15,19}$/,
];

function isCode(text: string): boolean {
  return text.length >= 16 && codeLayouts.some((layout) => layout.test(text));
}
