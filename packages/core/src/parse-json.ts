import { RampartError } from './errors.ts';

/**
 * What `read` makes of a JSON text of a bundle. Throws a RampartError('bundle') where the text is no JSON, or where its
 * nesting or the number of its faults is more than the stack holds; other errors of `read` pass.
 */
export function parseJson<T>(text: string, where: string, read: (value: unknown) => T): T {
  try {
    return read(JSON.parse(text));
  } catch (error) {
    const endless = error instanceof RangeError;
    if (!endless && !(error instanceof SyntaxError)) throw error;
    throw new RampartError(
      'bundle',
      {
        where,
        expected: endless ? 'JSON without endless nesting or faults' : 'JSON',
        received: error.message,
        fix: 'The file is damaged: copy it again from where it was made.',
      },
      { cause: error },
    );
  }
}
