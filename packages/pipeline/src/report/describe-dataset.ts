import type { ColumnTally } from '../feature-store/column-tally.ts';
import type { DatasetManifest } from '../feature-store/manifest.ts';
import { textTable } from '../table/text-table.ts';
import { counted } from '@rampart/core/internal';

/** A dataset as `rampart data show` tells a person of it. */
export function describeDataset(
  manifest: DatasetManifest,
  directory: string,
  columns: readonly ColumnTally[],
): string {
  const { name, version, rows, quarantined, source, query, parts, createdAt } = manifest;
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const facts = [
    `${name}@${version}: ${counted(rows, 'row')} of ${counted(columns.length, 'column')}, ${quarantined} quarantined`,
    `Source: ${source}${query === null ? '' : `, query ${query}`}`,
    `Made: ${createdAt}`,
    `Files: ${directory}, ${parts.length} of together ${(bytes / 1e6).toFixed(1)} MB`,
    `Content: ${manifest.contentDigest}`,
    `Schema: ${manifest.schemaDigest}`,
  ];
  const lines = columns.map((column) => [
    column.name,
    column.kind,
    String(column.missing),
    number(column.mean),
    number(column.sd),
    number(column.min),
    number(column.max),
    valuesOf(column),
  ]);
  const head = ['column', 'kind', 'missing', 'mean', 'sd', 'min', 'max', 'most frequent'];
  return `${facts.join('\n')}\n\n${textTable([head, ...lines], '')}`;
}

/** A number with up to four significant digits; a dash where there is none. */
export function number(value: number | undefined): string {
  return value === undefined ? '-' : String(Number(value.toPrecision(4)));
}

function valuesOf({ values }: ColumnTally): string {
  if (values === undefined) return '-';
  const shown = values.slice(0, 3).map(({ value, count }) => `${value} (${count})`);
  return shown.join(', ') + (values.length > 3 ? ', …' : '');
}
