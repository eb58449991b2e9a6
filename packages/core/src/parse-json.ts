import { RampartError } from './errors.ts';

/**
 * What `read` makes of a JSON text of a bundle. Throws a RampartError('bundle') where the text is no JSON, or is nested
 * too deeply to be read; errors of `read` pass.
 */
export function parseJson<T>(text: string, where: string, read: (value: unknown) => T): T {
  try {
    return read(JSON.parse(text));
  } catch (error) {
    const tooDeep = error instanceof RangeError;
    if (!tooDeep && !(error instanceof SyntaxError)) throw error;
    throw new RampartError(
      'bundle',
      {
        where,
        expected: tooDeep ? 'JSON that is not nested without end' : 'JSON',
        received: error.message,
        fix: 'The file is damaged: copy it again from where it was made.',
      },
      { cause: error },
    );
  }
}
