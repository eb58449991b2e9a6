import { listed, RampartError } from '@rampart/core/internal/tables';
import { type FormatName, formats } from './index.ts';
import type { TableFormat } from '@rampart/core/formats';

/** The format that is told, or that the ending of a name tells; `.gz` behind it does not count. */
export function formatOf(uri: string, name: string, told: FormatName | undefined): TableFormat<FormatName> {
  const ending = /\.([a-z0-9]+)(?:\.gz)?$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const found = formats.find((format) =>
    told === undefined ? format.extensions.includes(ending) : format.name === told,
  );
  if (found !== undefined) return found;
  throw new RampartError('usage', {
    where: told === undefined ? uri : '--format',
    expected: `a table in one of the formats ${listed(formats.map((format) => format.name))}`,
    received:
      told === undefined ? (ending === '' ? 'a name without an ending' : `the ending .${ending}`) : told,
    fix: `Tell the format with \`--format\`, or by the ending: ${listed(
      formats.flatMap((format) => format.extensions.map((extension) => `.${extension}`)),
      20,
    )}, each with or without .gz.`,
  });
}
