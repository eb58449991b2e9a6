/** How a text file may be written. UTF-16 is also seen by its byte-order mark, whatever is told. */
export const textEncodings = ['utf-8', 'windows-1252', 'iso-8859-1', 'utf-16le', 'utf-16be'] as const;

/** The name of a text encoding, as `file.encoding` and `--encoding` take it. */
export type TextEncodingName = (typeof textEncodings)[number];
