import { type Problem, quote } from '../../errors.ts';
import { type Cell, type ColumnData, isMissing } from '../../table.ts';
import { onInvalidOf, onMissingOf } from '../columns/column.ts';
import type { ColumnReader } from '../columns/column-reader.ts';
import { columnReaders } from '../columns/column-readers.ts';
import type { DatasetSchema } from '../dataset-schema.ts';
import { deriveColumns } from './derive-columns.ts';
import { absentGroups, featureGroupsOf } from '../groups/feature-groups-of.ts';
import { judgeRules } from '../rules/judge-rules.ts';

/** A record's derived features, by the code that derives a table's columns, and the rules it breaks; `cells` are its typed columns. */
export function deriveRecord(
  schema: DatasetSchema,
  cells: ReadonlyMap<string, Cell>,
): { readonly features: ReadonlyMap<string, Cell>; readonly problems: Problem[] } {
  const readers = columnReaders(schema);
  const columns = new Map<string, ColumnData>();
  for (const [name, cell] of cells) {
    columns.set(name, readers.get(name)!.numeric ? Float64Array.of(cell as number) : [cell as string | null]);
  }
  const table = deriveColumns({ rows: 1, columns }, schema);
  const values = table.columns;
  const features = new Map<string, Cell>();
  const problems: Problem[] = [];
  const absent = absentGroups(table, schema);
  const absentFeatures = new Set(
    featureGroupsOf(schema).flatMap((group) => (absent.has(group.name) ? group.features : [])),
  );
  for (const [name, reader] of readers) {
    if (reader.column.derive === undefined || reader.column.role !== 'feature') continue;
    features.set(
      name,
      absentFeatures.has(name) ? missingCell(reader) : judged(reader, values.get(name)![0]!, problems),
    );
  }
  for (const { rule, columns: read, broken } of judgeRules(table, schema, 'serving')) {
    if (rule.onFail === 'reject' && broken.length > 0) {
      problems.push({
        where: 'the record',
        expected: `rule \`${rule.name}\` (${rule.expression}) to be true`,
        received: read.map((name) => `${name} ${quote(values.get(name)![0])}`).join(', '),
      });
    }
  }
  return { features, problems };
}

/** A derived value after its column's policy, which adds a problem where it rejects the record. */
function judged({ column, expected, numeric, allows }: ColumnReader, cell: Cell, problems: Problem[]): Cell {
  if (!isMissing(cell) && allows(cell)) return cell;
  const outside = !isMissing(cell) && onInvalidOf(column) === 'reject';
  if (outside || onMissingOf(column) === 'reject') {
    problems.push({
      where: `column \`${column.name}\`, derived as ${column.derive}`,
      expected,
      received: isMissing(cell) ? 'a missing value' : quote(cell),
    });
  }
  return missingCell({ numeric });
}

/** What a typed cell of the column is where it holds no value. */
export function missingCell({ numeric }: Pick<ColumnReader, 'numeric'>): Cell {
  return numeric ? Number.NaN : null;
}
