const powers = Float64Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

/**
 * The number that a text writes in decimal notation, blanks around it allowed; NaN where it does not write a
 * finite one. Unlike Number() it takes no hex, no "Infinity", and nothing for the empty text.
 *
 * Cells are short, and Number() on a fresh string is the largest cost of reading a table. A mantissa below
 * 2^53 over a power of ten up to 10^22 is divided exactly as IEEE rounds it (Clinger, 1990), so the digits
 * are gathered here and Number() is left for the rest.
 */
export function parseDecimal(text: string): number {
  let at = 0;
  let end = text.length;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  while (end > at && isBlank(text.charCodeAt(end - 1))) end--;
  const start = at;
  const sign = text.charCodeAt(at);
  if (sign === 45 /* - */ || sign === 43 /* + */) at++;

  let mantissa = 0;
  let digits = 0;
  let decimals = -1;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      mantissa = mantissa * 10 + (code - 48);
      digits++;
      if (decimals >= 0) decimals++;
    } else if (code === 46 /* . */ && decimals < 0) {
      decimals = 0;
    } else {
      // An exponent, or no number at all.
      return (code === 101 /* e */ || code === 69) /* E */ && digits > 0
        ? slow(text, start, at, end)
        : Number.NaN;
    }
  }
  if (digits === 0) return Number.NaN;
  if (digits > 15) return slow(text, start, end, end);
  const value = decimals > 0 ? mantissa / powers[decimals]! : mantissa;
  // + 0 makes a plain zero of a negative one: they mean the same cell.
  return sign === 45 ? -value + 0 : value;
}

/** Leaves the value to Number() once everything from the exponent on is digits. */
function slow(text: string, start: number, exponent: number, end: number): number {
  let at = exponent + 1;
  if (exponent < end) {
    const sign = text.charCodeAt(at);
    if (sign === 45 || sign === 43) at++;
    if (at >= end) return Number.NaN;
    for (; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code < 48 || code > 57) return Number.NaN;
    }
  }
  const value = Number(text.slice(start, end));
  return Number.isFinite(value) ? value + 0 : Number.NaN;
}

/** Space, tab, line breaks, the byte order mark and the no-break space. */
export function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xfeff || code === 0xa0;
}
