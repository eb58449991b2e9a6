import { canonicalJson } from '@rampart/core/internal/tables';
import { type ColumnTally, tallyColumns } from './column-tally.ts';
import type { Dataset } from './read-dataset.ts';

/** One setting of a column, or of the schema as a whole, that is not the same; null where a side lacks it. */
export interface SettingChange {
  readonly setting: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What has changed in one column that both datasets have. */
export interface ColumnChange {
  readonly name: string;
  /** Settings of the schema. */
  readonly settings: readonly SettingChange[];
  /** What the column holds, before and after; null where that is the same in both, or was not compared. */
  readonly content: { readonly before: ColumnTally; readonly after: ColumnTally } | null;
  /** Largest change of a value's share of all rows, missing counted as a value; null where there are too many values. */
  readonly shareChange: number | null;
}

/** How one dataset differs from another. */
export interface DatasetDiff {
  readonly before: DatasetFact;
  readonly after: DatasetFact;
  /** Whether names, types and values are all the same. */
  readonly sameContent: boolean;
  readonly rows: { readonly before: number; readonly after: number };
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Settings of the schema beside its columns. */
  readonly settings: readonly SettingChange[];
  /** Columns in which something has changed, in the order of the later schema. */
  readonly changed: readonly ColumnChange[];
}

/** Which dataset is meant. */
export interface DatasetFact {
  readonly name: string;
  readonly version: number;
  readonly contentDigest: string;
}

/** Compares schemas, numbers of rows and what the columns hold; the rows are read only where their digests differ. */
export async function diffDatasets(
  before: Dataset,
  after: Dataset,
  signal?: AbortSignal,
): Promise<DatasetDiff> {
  const [old, now] = [before.manifest, after.manifest];
  const sameContent = old.contentDigest === now.contentDigest;
  const earlier = new Map(old.schema.columns.map((column) => [column.name, column]));
  const shared = now.schema.columns.filter(({ name }) => earlier.has(name));
  const names = new Set(shared.map(({ name }) => name));
  const [tallied, retallied] = sameContent
    ? [[], []]
    : [
        await tallyColumns(before.tables(signal), old.schema.columns),
        await tallyColumns(after.tables(signal), now.schema.columns),
      ];
  const changed = shared.map((column) => {
    const settings = settingChanges(earlier.get(column.name)!, column);
    const content = contentChange(column.name, tallied, retallied);
    return {
      name: column.name,
      settings,
      content,
      shareChange: content === null ? null : shareChange(content.before, content.after),
    };
  });
  return {
    before: factOf(before),
    after: factOf(after),
    sameContent,
    rows: { before: old.rows, after: now.rows },
    added: now.schema.columns.map(({ name }) => name).filter((name) => !names.has(name)),
    removed: old.schema.columns.map(({ name }) => name).filter((name) => !names.has(name)),
    settings: settingChanges(old.schema, now.schema).filter(({ setting }) => setting !== 'columns'),
    changed: changed.filter(({ settings, content }) => settings.length > 0 || content !== null),
  };
}

function factOf({ manifest: { name, version, contentDigest } }: Dataset): DatasetFact {
  return { name, version, contentDigest };
}

function settingChanges(before: object, after: object): SettingChange[] {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((setting) => ({ setting, before: old.get(setting) ?? null, after: now.get(setting) ?? null }))
    .filter((change) => canonicalJson(change.before) !== canonicalJson(change.after));
}

function contentChange(
  name: string,
  before: readonly ColumnTally[],
  after: readonly ColumnTally[],
): ColumnChange['content'] {
  const [old, now] = [
    before.find((tally) => tally.name === name),
    after.find((tally) => tally.name === name),
  ];
  if (old === undefined || now === undefined) return null;
  // A change of kind alone is a change of the schema.
  return canonicalJson({ ...old, kind: now.kind }) === canonicalJson(now)
    ? null
    : { before: old, after: now };
}

function shareChange(before: ColumnTally, after: ColumnTally): number | null {
  if (before.values === undefined || after.values === undefined) return null;
  const [old, now] = [sharesOf(before), sharesOf(after)];
  const changes = [...new Set([...old.keys(), ...now.keys()])].map((value) =>
    Math.abs((now.get(value) ?? 0) - (old.get(value) ?? 0)),
  );
  return Math.max(0, ...changes);
}

function sharesOf({ values = [], count, missing }: ColumnTally): Map<number | string | null, number> {
  const rows = Math.max(1, count + missing);
  const shares = new Map<number | string | null, number>(
    values.map((entry) => [entry.value, entry.count / rows]),
  );
  return shares.set(null, missing / rows);
}
