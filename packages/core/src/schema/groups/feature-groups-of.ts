import { type Cell, type ColumnData, isMissing, type TypedTable } from '../../table.ts';
import type { DatasetSchema } from '../dataset-schema.ts';
import { inputsOf, recordColumns } from '../derived/derivation.ts';

/** A feature group of a checked schema, with everything that comes and goes with it. */
export interface FeatureGroup {
  readonly name: string;
  readonly cost: number;
  /** Its features, derived ones among them. */
  readonly features: readonly string[];
  /** What a record gives or leaves out for it: features that are not derived, and columns that its derived ones alone read. */
  readonly columns: readonly string[];
}

const cached = new WeakMap<DatasetSchema, readonly FeatureGroup[]>();

/** The feature groups of a schema in rising cost; none where it names none. */
export function featureGroupsOf(schema: DatasetSchema): readonly FeatureGroup[] {
  let groups = cached.get(schema);
  if (groups === undefined) {
    groups = resolved(schema);
    cached.set(schema, groups);
  }
  return groups;
}

function resolved(schema: DatasetSchema): readonly FeatureGroup[] {
  const { featureGroups = [] } = schema;
  if (featureGroups.length === 0) return [];
  const owner = new Map(
    featureGroups.flatMap(({ name, columns }) => columns.map((column) => [column, name])),
  );
  // A column that features of several groups are computed from belongs to none: it is always required.
  const readers = new Map<string, Set<string | undefined>>();
  for (const { name, role, derive } of schema.columns) {
    if (role !== 'feature' || derive === undefined) continue;
    for (const input of inputsOf(schema, [name])) {
      readers.set(input, (readers.get(input) ?? new Set()).add(owner.get(name)));
    }
  }
  const groupOf = ({ name, role }: { readonly name: string; readonly role: string }) => {
    const [only, ...others] = readers.get(name) ?? [];
    return role === 'feature' ? owner.get(name) : others.length === 0 ? only : undefined;
  };
  return featureGroups.map(({ name, cost, columns }) => ({
    name,
    cost,
    features: columns,
    columns: recordColumns(schema).flatMap((column) => (groupOf(column) === name ? [column.name] : [])),
  }));
}

/** Whether a record may hold none of the groups: some column that it gives is in no group. */
export function hasUngrouped(schema: DatasetSchema): boolean {
  const grouped = featureGroupsOf(schema).reduce((sum, { columns }) => sum + columns.length, 0);
  return grouped < recordColumns(schema).length;
}

/** For each feature group, in order, whether a typed row has it: some feature of it is not missing. */
export function groupsPresent(
  groups: readonly FeatureGroup[],
  row: Readonly<Record<string, Cell>>,
): boolean[] {
  return groups.map(({ features }) => features.some((name) => !isMissing(row[name])));
}

/** The feature groups that a table's rows lack, whole: for each group that some row lacks, a 1 for every such row. */
export function absentGroups(table: TypedTable, schema: DatasetSchema): ReadonlyMap<string, Uint8Array> {
  const absent = new Map<string, Uint8Array>();
  for (const { name, columns } of featureGroupsOf(schema)) {
    if (columns.length === 0) continue;
    const given = columns.map((column) => table.columns.get(column)).filter((data) => data !== undefined);
    const lacking = rowsWithout(given, table.rows);
    if (lacking.length === 0) continue;
    const rows = new Uint8Array(table.rows);
    for (const row of lacking) rows[row] = 1;
    absent.set(name, rows);
  }
  return absent;
}

/** The rows without a value in any of the columns. */
function rowsWithout([first, ...others]: readonly ColumnData[], rows: number): number[] {
  const lacking: number[] = [];
  for (let row = 0; row < rows; row++) if (first === undefined || isMissing(first[row])) lacking.push(row);
  // Nearly always none are left, and no other column is looked at.
  return others.reduce((left, data) => left.filter((row) => isMissing(data[row])), lacking);
}
