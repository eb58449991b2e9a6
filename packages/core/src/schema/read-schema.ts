import { parseDocument } from 'yaml';
import { RampartError } from '../errors.ts';
import type { DatasetSchema } from './dataset-schema.ts';
import { parseSchema } from './parse-schema.ts';

/**
 * The dataset schema in a YAML (or JSON) text. `where` names the file in messages. Throws a
 * RampartError('schema') with every problem.
 */
export function readSchema(text: string, where: string): DatasetSchema {
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) {
    throw new RampartError(
      'schema',
      document.errors.map((error) => ({
        where: `${where}, line ${error.linePos?.[0].line ?? '?'}`,
        expected: 'valid YAML',
        received: error.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, ''),
      })),
      { cause: document.errors[0] },
    );
  }
  return parseSchema(toPlainData(document, where), where);
}

function toPlainData(document: ReturnType<typeof parseDocument>, where: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    // The parser refuses aliases that would unfold into a huge document.
    throw new RampartError(
      'schema',
      { where, expected: 'YAML of a reasonable size', received: (cause as Error).message },
      { cause },
    );
  }
}
