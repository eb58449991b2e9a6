import { RampartError } from '../../errors.ts';

/** Bytes that are no text in the encoding; the text before them has been given. Who counts lines adds the place. */
export class NotText extends Error {
  readonly expected: string;
  readonly received: string;
  readonly fix: string;

  constructor(fact: { readonly expected: string; readonly received: string; readonly fix: string }) {
    super(`expected ${fact.expected}, received ${fact.received}`);
    this.expected = fact.expected;
    this.received = fact.received;
    this.fix = fact.fix;
  }

  /** The error with its place, such as "hosts.csv, line 2". */
  at(where: string): RampartError {
    const { expected, received, fix } = this;
    return new RampartError('source', { where, expected, received, fix }, { cause: this });
  }
}

/** A byte that is no part of a text in UTF-8. */
export function notUtf8(byte: number): NotText {
  const hex = byte.toString(16).toUpperCase().padStart(2, '0');
  return new NotText({
    expected: 'text in UTF-8',
    received: `the byte 0x${hex}`,
    fix: 'Say how the file is written, such as `--encoding windows-1252` or `file: { encoding: windows-1252 }` in the schema, or save it as UTF-8.',
  });
}

/** The blocks of a text; where one is no text, `where` tells the place that has been reached. */
export async function* placed(
  blocks: AsyncIterable<Uint8Array>,
  where: () => string,
): AsyncGenerator<Uint8Array> {
  try {
    yield* blocks;
  } catch (error) {
    throw error instanceof NotText ? error.at(where()) : error;
  }
}
