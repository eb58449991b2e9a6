import { listed, type Problem } from '../errors.ts';
import { didYouMean } from '../did-you-mean.ts';
import { type Cell, isMissing } from '../table.ts';
import { onInvalidOf, onMissingOf } from './columns/column.ts';
import { type ColumnReader, received, UNREADABLE } from './columns/column-reader.ts';
import { columnReaders } from './columns/column-readers.ts';
import type { DatasetSchema } from './dataset-schema.ts';
import { recordColumns } from './derived/derivation.ts';
import { deriveRecord, missingCell } from './derived/derive-record.ts';
import { type FeatureGroup, featureGroupsOf, hasUngrouped } from './groups/feature-groups-of.ts';
import { featuresOf } from './features-of.ts';

/** A record as typed cells of the features, with everything that is wrong about it; a faulty cell is missing. */
export interface ReadRecord {
  readonly row: Record<string, Cell>;
  readonly problems: Problem[];
}

/**
 * Reads one record as a serving request brings it: plain JSON, keyed by column. Derived features are computed. A
 * feature group of which nothing is given is missing as a whole; of the others all is needed that is not optional.
 * Columns that neither are features nor go into one are passed over, unknown keys are a problem. All problems are
 * returned, none is thrown.
 */
export function readRecord(schema: DatasetSchema, record: Readonly<Record<string, unknown>>): ReadRecord {
  const problems: Problem[] = [];
  const readers = columnReaders(schema);
  const cells = new Map<string, Cell>();
  // A column may be called "constructor", which every object inherits.
  const rawOf = (name: string) => (Object.hasOwn(record, name) ? record[name] : undefined);
  const given = givenGroups(schema, (name) => {
    const cell = readers.get(name)!.read(rawOf(name));
    return cell === UNREADABLE || !isMissing(cell);
  });
  if (given.none) problems.push(nothingGiven(schema));
  for (const { name } of recordColumns(schema)) {
    const reader = readers.get(name)!;
    const raw = rawOf(name);
    if (given.absent.has(name)) cells.set(name, missingCell(reader));
    else if (raw === undefined) cells.set(name, absent(reader, given.groupOf.get(name), problems));
    else cells.set(name, present(reader, raw, problems));
  }
  for (const key of Object.keys(record)) {
    if (!readers.has(key)) problems.push(unknownColumn(key, schema));
  }
  // What comes out of a faulty value would be blamed on the wrong column.
  const derived = problems.length === 0 ? deriveRecord(schema, cells) : undefined;
  const row: Record<string, Cell> = {};
  for (const { name } of featuresOf(schema)) {
    row[name] = cells.get(name) ?? derived?.features.get(name) ?? missingCell(readers.get(name)!);
  }
  return { row, problems: [...problems, ...(derived?.problems ?? [])] };
}

/** What a record gives of the feature groups. */
interface GivenGroups {
  /** Columns of the groups of which nothing is given. */
  readonly absent: ReadonlySet<string>;
  /** The group of each other column that is in one. */
  readonly groupOf: ReadonlyMap<string, FeatureGroup>;
  /** Whether every column that a record may hold is in a group, and nothing is given of any. */
  readonly none: boolean;
}

const noGroups: GivenGroups = { absent: new Set(), groupOf: new Map(), none: false };

function givenGroups(schema: DatasetSchema, isGiven: (name: string) => boolean): GivenGroups {
  const groups = featureGroupsOf(schema);
  if (groups.length === 0) return noGroups;
  const absentColumns = new Set<string>();
  const groupOf = new Map<string, FeatureGroup>();
  let given = false;
  for (const group of groups) {
    const some = group.columns.some(isGiven);
    given ||= some;
    for (const name of group.columns) {
      if (some) groupOf.set(name, group);
      else absentColumns.add(name);
    }
  }
  return { absent: absentColumns, groupOf, none: !given && !hasUngrouped(schema) };
}

function nothingGiven(schema: DatasetSchema): Problem {
  const names = featureGroupsOf(schema).map(({ name }) => name);
  return {
    where: 'the record',
    expected: `the columns of at least one feature group (${listed(names)})`,
    received: 'a value for none',
  };
}

function absent(reader: ColumnReader, group: FeatureGroup | undefined, problems: Problem[]): Cell {
  const { column } = reader;
  if (!column.optional) {
    const fixes = [
      ...(group === undefined ? [] : [`Give all of the feature group \`${group.name}\` or none of it.`]),
      ...(onMissingOf(column) === 'impute' ? ['Send null where the value is not known.'] : []),
    ];
    problems.push({
      where: `column \`${column.name}\``,
      expected: reader.expected,
      received: 'nothing',
      ...(fixes.length === 0 ? {} : { fix: fixes.join(' ') }),
    });
  }
  return missingCell(reader);
}

function present(reader: ColumnReader, raw: unknown, problems: Problem[]): Cell {
  const { column } = reader;
  const cell = reader.read(raw);
  if (cell !== UNREADABLE && isMissing(cell)) {
    if (onMissingOf(column) === 'reject') {
      problems.push({
        where: `column \`${column.name}\``,
        expected: reader.expected,
        received: 'a missing value',
      });
    }
    return cell;
  }
  if (cell !== UNREADABLE && reader.allows(cell)) return cell;
  if (onInvalidOf(column) === 'reject') {
    problems.push({
      where: `column \`${column.name}\``,
      expected: reader.expected,
      received: received(reader, raw),
    });
  } else if (onMissingOf(column) === 'reject') {
    problems.push({
      where: `column \`${column.name}\``,
      expected: `${reader.expected} (an invalid value counts as missing here, and a missing one is rejected)`,
      received: received(reader, raw),
    });
  }
  return missingCell(reader);
}

function unknownColumn(key: string, schema: DatasetSchema): Problem {
  const names = recordColumns(schema).map((column) => column.name);
  const guess = didYouMean(key, names);
  return {
    where: `column \`${key.length > 80 ? `${key.slice(0, 79)}…` : key}\``,
    expected:
      guess === undefined ? `a column of the schema (${listed(names, 40)})` : 'a column of the schema',
    received: 'an unknown name',
    ...(guess === undefined ? {} : { fix: `Did you mean \`${guess}\`?` }),
  };
}
