import { type Config, type DatasetSchema, RampartError, targetOf, type TypedTable } from '@rampart/core';
import { counted, columnOf, digestOf, featuresOf, sha256, takeRows } from '@rampart/core/internal';
import { countCrossing, type Part } from './count-crossing.ts';
import { mainHoldout } from './name-holdouts.ts';
import { shiftedRows } from './shifted-rows.ts';
import type { SplitManifest } from './split-manifest.ts';
import { type SplitSeed, splitTable } from './split-table.ts';

/** A table of its own to test on. */
export interface GivenTable {
  readonly name: string;
  readonly table: TypedTable;
}

type Holdout = SplitManifest['holdouts'][number];

/**
 * Decides which rows of the source are trained on: not those of a shifted holdout, and of the others not those that
 * are split off, which none are where tables to test on are given. Throws RampartError('data') where the rows do
 * not allow it.
 */
export function divideTable(
  source: TypedTable,
  given: readonly GivenTable[],
  schema: DatasetSchema,
  split: Config['split'],
  random: SplitSeed,
): SplitManifest {
  const all = Uint32Array.from({ length: source.rows }, (_, row) => row);
  const shifted = split.shifted.map((one) => ({ name: one.name, rows: shiftedRows(source, schema, one) }));
  const shiftedAway = new Set(shifted.flatMap(({ rows }) => [...rows]));
  const rest = all.filter((row) => !shiftedAway.has(row));
  requireRows(shifted, rest.length);

  const main = given.length === 0 ? splitOff(source, rest, schema, split, random) : new Uint32Array();
  const held = new Set(main);
  const training = { table: source, rows: rest.filter((row) => !held.has(row)) };
  const by = given.length === 0 ? split.by : 'given';
  const describe = (name: string, kind: Holdout['kind'], part: Part) =>
    describeHoldout(training, part, schema, split, { name, kind });
  const plan = {
    by,
    column: (by !== 'given' && split.column) || null,
    seed: random.seed,
    fraction: by === 'given' ? null : split.holdout,
    training: { rows: training.rows.length, digest: contentDigest(training) },
    holdouts: [
      ...(by === 'given' ? [] : [describe(mainHoldout, 'split', { table: source, rows: main })]),
      ...given.map(({ name, table }) =>
        describe(name, 'given', { table, rows: Array.from({ length: table.rows }, (_, row) => row) }),
      ),
      ...shifted.map(({ name, rows }) => describe(name, 'shifted', { table: source, rows })),
    ],
  } satisfies Omit<SplitManifest, 'digest'>;
  if (by !== 'given') requireProof(plan.holdouts[0]!, split);
  return { ...plan, digest: digestOf(plan) };
}

/** Positions in the source of those of its rows that the split holds out. */
function splitOff(
  source: TypedTable,
  rest: Uint32Array,
  schema: DatasetSchema,
  split: Config['split'],
  random: SplitSeed,
): Uint32Array {
  const table = rest.length === source.rows ? source : takeRows(source, rest);
  const held = splitTable(table, schema, targetOf(schema), split, random);
  return rest.filter((_, at) => held[at] === 1);
}

function describeHoldout(
  training: Part,
  part: Part,
  schema: DatasetSchema,
  { column }: Config['split'],
  { name, kind }: Pick<Holdout, 'name' | 'kind'>,
): Holdout {
  const grouping = schema.columns.filter((one) => one.role === 'group').map((one) => one.name);
  const columns = [...new Set([...grouping, ...(column === undefined ? [] : [column])])];
  const features = featuresOf(schema).map((feature) => feature.name);
  return {
    name,
    kind,
    rows: part.rows.length,
    digest: contentDigest(part),
    vectors: countCrossing(training, part, features),
    columns: columns.map((of) => ({ name: of, ...countCrossing(training, part, [of]) })),
    positions: kind === 'given' ? null : Array.from(part.rows),
  };
}

/** Throws where the split did not keep its promise, which would be a fault of ours. */
function requireProof({ vectors, columns }: Holdout, { by, column }: Config['split']): void {
  // The other ways go by their own column alone, and single rows by none.
  const whole = by === 'vector' || by === 'group';
  const crossed = [
    ...(whole && vectors.inBoth > 0 ? [`${vectors.inBoth} feature vectors`] : []),
    ...columns
      .filter(({ name, inBoth }) => inBoth > 0 && (whole || name === column))
      .map(({ name, inBoth }) => `${counted(inBoth, 'value')} of \`${name}\``),
  ];
  if (crossed.length > 0) throw new Error(`the split by ${by} left ${crossed.join(', ')} on both sides`);
}

function requireRows(shifted: readonly { name: string; rows: Uint32Array }[], left: number): void {
  const problems = shifted
    .filter(({ rows }) => rows.length === 0)
    .map(({ name }) => ({
      where: `the shifted holdout \`${name}\``,
      expected: 'a property that some row has',
      received: 'one that no row has',
    }));
  if (left === 0) {
    problems.push({
      where: 'the shifted holdouts',
      expected: 'properties that some rows lack, to train on these',
      received: 'properties of which every row has one',
    });
  }
  if (problems.length > 0) throw new RampartError('data', problems);
}

/** SHA-256 of some rows: of each column's digest, so that texts and numbers cannot run into each other. */
function contentDigest({ table, rows }: Part): string {
  const { columns } = takeRows(table, rows);
  return digestOf(
    [...columns.keys()].map((name) => {
      const data = columnOf({ rows: rows.length, columns }, name);
      const content =
        data instanceof Float64Array
          ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
          : JSON.stringify(data);
      return [name, sha256(content)];
    }),
  );
}
