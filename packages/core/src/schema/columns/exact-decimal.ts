/** A decimal number of any length: `digits` times ten to the power of `exponent`; no digits for zero. */
interface Decimal {
  readonly negative: boolean;
  /** Without zeros at either end. */
  readonly digits: string;
  readonly exponent: number;
}

const notation = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** The number that a text writes in decimal notation; undefined where it writes none. `shift` moves the point to the right. */
function decimalOf(text: string, shift: number): Decimal | undefined {
  const found = notation.exec(text);
  if (found === null) return undefined;
  const [, sign, whole = '', fraction = '', power = '0'] = found;
  const written = whole + fraction;
  if (written === '') return undefined;
  // In loops: a pattern for zeros at the end looks at every zero in between again and again.
  let [from, to] = [0, written.length];
  while (from < to && written.charCodeAt(from) === 48) from++;
  while (to > from && written.charCodeAt(to - 1) === 48) to--;
  return {
    negative: sign === '-' && from < to,
    digits: written.slice(from, to),
    exponent: from === to ? 0 : Number(power) - fraction.length + (written.length - to) + shift,
  };
}

/** The decimal without an exponent, where that is not much longer than its digits. */
function written({ negative, digits, exponent }: Decimal): string {
  const sign = negative ? '-' : '';
  if (digits === '') return '0';
  if (exponent >= 0)
    return exponent <= 64 ? sign + digits + '0'.repeat(exponent) : `${sign}${digits}e${exponent}`;
  const point = digits.length + exponent;
  if (point > 0) return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  return point >= -64 ? `${sign}0.${'0'.repeat(-point)}${digits}` : `${sign}${digits}e${exponent}`;
}

/**
 * The number that a text writes, as its shortest decimal, where `value` is only near it; undefined where the shortest
 * decimal of `value` is that number, or the text writes none. So 9007199254740993 is told from the double beside it,
 * and 0.1, 0.10 and 1e-1 are all the double 0.1. `shift` moves the point of the text to the right.
 */
export function beyondDouble(text: string, value: number, shift = 0): string | undefined {
  // Up to 15 digits any double gives back what was written.
  if (text.length <= 15) return undefined;
  const plain = text.trim();
  if (shift === 0 && plain === String(value)) return undefined;
  const decimal = decimalOf(plain, shift);
  if (decimal === undefined) return undefined;
  const held = decimalOf(String(value), 0);
  const same =
    held?.digits === decimal.digits &&
    held.exponent === decimal.exponent &&
    held.negative === decimal.negative;
  return same ? undefined : written(decimal);
}

/** A finite number without an exponent. */
export function plainDecimal(value: number): string {
  return written(decimalOf(String(value), 0)!);
}

/** An unscaled integer over ten to the power of `scale`, as Parquet and Arrow hold decimals: a number where it is exact, else its text. */
export function scaledDecimal(unscaled: bigint | number, scale: number): number | string {
  const text = `${unscaled}e${-scale}`;
  const value = Number(text);
  return beyondDouble(text, value) ?? value;
}
