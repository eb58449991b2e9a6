import { listed, type Problem, quote } from '../errors.ts';
import { didYouMean } from '../did-you-mean.ts';
import { type Cell, isMissing } from '../table.ts';
import { onInvalidOf, onMissingOf } from './column.ts';
import { type ColumnReader, UNREADABLE } from './column-reader.ts';
import { columnReaders } from './column-readers.ts';
import type { DatasetSchema } from './dataset-schema.ts';
import { recordColumns } from './derivation.ts';
import { deriveRecord } from './derive-record.ts';
import { featuresOf } from './features-of.ts';

/** A record as typed cells of the features, with everything that is wrong about it; a faulty cell is missing. */
export interface ReadRecord {
  readonly row: Record<string, Cell>;
  readonly problems: Problem[];
}

/**
 * Reads one record as a serving request brings it: plain JSON, keyed by column. Derived features are computed.
 * Columns that neither are features nor go into one are passed over, unknown keys are a problem. All problems are
 * returned, none is thrown.
 */
export function readRecord(schema: DatasetSchema, record: Readonly<Record<string, unknown>>): ReadRecord {
  const problems: Problem[] = [];
  const readers = columnReaders(schema);
  const cells = new Map<string, Cell>();
  for (const { name } of recordColumns(schema)) {
    const reader = readers.get(name)!;
    // A column may be called "constructor", which every object inherits.
    const raw = Object.hasOwn(record, name) ? record[name] : undefined;
    cells.set(name, raw === undefined ? absent(reader, problems) : present(reader, raw, problems));
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

function missingCell(reader: ColumnReader): Cell {
  return reader.numeric ? Number.NaN : null;
}

function absent(reader: ColumnReader, problems: Problem[]): Cell {
  const { column } = reader;
  if (!column.optional) {
    const impute = onMissingOf(column) === 'impute';
    problems.push({
      where: `column \`${column.name}\``,
      expected: reader.expected,
      received: 'nothing',
      ...(impute ? { fix: 'Send null where the value is not known.' } : {}),
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
      received: described(raw),
    });
  } else if (onMissingOf(column) === 'reject') {
    problems.push({
      where: `column \`${column.name}\``,
      expected: `${reader.expected} (an invalid value counts as missing here, and a missing one is rejected)`,
      received: described(raw),
    });
  }
  return missingCell(reader);
}

/** A value for a message. A caller in code may pass what JSON cannot write: a bigint, a cycle. */
function described(raw: unknown): string {
  if (typeof raw === 'bigint') return String(raw);
  try {
    return quote(raw);
  } catch {
    return 'an object';
  }
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
