/** Up to so many different texts of a column are counted exactly, numbers and words apart. */
export const mostKept = 5000;

/** A copy of a text that may be cut out of a block of a file, which it would keep in memory as a whole. */
export function ownText(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
