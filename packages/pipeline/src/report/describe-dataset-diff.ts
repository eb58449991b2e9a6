import type { ColumnTally } from '../feature-store/column-tally.ts';
import type { ColumnChange, DatasetDiff, SettingChange } from '../feature-store/diff-datasets.ts';
import { number } from './describe-dataset.ts';
import { percent, textTable } from '../table/text-table.ts';
import { counted } from '@rampart/core/internal';

/** A comparison as `rampart data diff` tells a person of it. */
export function describeDiff(diff: DatasetDiff): string {
  const { before, after, rows, added, removed, settings, changed } = diff;
  const title = `${before.name}@${before.version} → ${after.name}@${after.version}`;
  const facts = [
    `${title}: ${diff.sameContent ? 'the same content' : `${rows.before} → ${counted(rows.after, 'row')}`}`,
    ...(added.length > 0 ? [`Columns added: ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`Columns removed: ${removed.join(', ')}`] : []),
    ...settings.map((change) => `Schema: ${setting(change)}`),
    ...changed.flatMap((column) => column.settings.map((change) => `${column.name}: ${setting(change)}`)),
  ];
  const lines = changed.flatMap((column) => contentLine(column));
  const table =
    lines.length === 0
      ? ''
      : `\n${textTable([['column', 'missing', 'mean', 'sd', 'min', 'max', 'largest change of a share'], ...lines], '')}`;
  return `${facts.join('\n')}\n${table}`;
}

function setting({ setting: name, before, after }: SettingChange): string {
  return `${name} ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
}

function contentLine({ name, content, shareChange }: ColumnChange): string[][] {
  if (content === null) return [];
  const { before, after } = content;
  const pair = (of: (tally: ColumnTally) => number | undefined) =>
    of(before) === of(after) ? number(of(after)) : `${number(of(before))} → ${number(of(after))}`;
  return [
    [
      name,
      pair(({ missing }) => missing),
      pair(({ mean }) => mean),
      pair(({ sd }) => sd),
      pair(({ min }) => min),
      pair(({ max }) => max),
      percent(shareChange),
    ],
  ];
}
