import type { Random } from '@rampart/core';
import type { TreeEnsemble, TreeSettings } from '@rampart/core/internal';
import type { EncodedRows } from '../../../features/encoded-rows.ts';
import { classTotals } from '../../balance/class-balance.ts';
import type { SourcedRows } from '../../balance/oversample-encoded.ts';
import { outputUnits, targetsOf } from '../class-logits.ts';
import { chooseColumns, lookupColumn } from './choose-columns.ts';
import { copyIncomplete } from './copy-incomplete.ts';
import { emptyEnsemble } from './ensemble-of.ts';
import { fitLookups, lookUp, takeMade } from './fit-lookups.ts';
import { createTreeKernel, type TreeKernel } from './kernel/tree-kernel.ts';
import { columnsDrawn, keptLevels } from './kept-levels.ts';
import { roundLeaf } from './leaf-values.ts';
import { priorLogits } from './prior-logits.ts';
import { scoreColumns } from './score-columns.ts';
import { binColumn, kernelColumn, type SplitColumn } from './split-column.ts';

/** The rows that trees learn from, and those that early stopping watches. */
export interface TreeRows {
  readonly training: EncodedRows;
  readonly watching?: EncodedRows | undefined;
  /** Where those to learn from have been balanced: the rows before, and which of them each is, or comes of. */
  readonly table?: SourcedRows | undefined;
}

/** All that growing trees needs. */
export interface PreparedTrees {
  /** What they come after. */
  readonly start: TreeEnsemble;
  readonly columns: readonly SplitColumn[];
  /** With the rows, and their logits under the start; those that are watched after those to learn from. */
  readonly kernel: TreeKernel;
  /** The rows as trees see them: more than were given where some are to be incomplete. */
  readonly rows: TreeRows;
  /** Columns that a level chooses among. */
  readonly drawn: number;
}

/** Puts rows into bins, and into the memory of a kernel. */
export function prepareTrees(
  { training, watching, table }: TreeRows,
  settings: TreeSettings,
  random: Random,
  warm: TreeEnsemble | undefined,
): PreparedTrees {
  const { classes, positive } = training;
  const outputs = outputUnits(classes);
  const inputs = training.columns.length;
  const { depth, groupDropout, borders } = settings;
  const copies = copyIncomplete(training, groupDropout, random.fork('groups'));
  const learned = copies.rows;
  const watched = watching && copyIncomplete(watching, groupDropout, random.fork('watched groups')).rows;
  const plan = chooseColumns(learned, settings);

  // What categories say is learned from each row of the table once: copies would tell each other their classes.
  const lookups = warm
    ? { shapes: warm.shape.lookups, tables: warm.lookups, columns: undefined }
    : fitLookups(table?.rows ?? training, plan.categories, random.fork('categories'));
  const made = lookups.columns
    ? takeMade(
        lookups,
        copies.sources.map((row) => table?.sources[row] ?? row),
        learned.columns,
      )
    : lookUp(lookups, learned.columns);
  const columns = [
    ...plan.columns,
    ...made.map((cells, i) => lookupColumn(inputs + i, cells, borders, learned.weights)),
  ].filter(({ values }) => values.length > 0);
  if (columns.length === 0) columns.push(indivisible);

  const targets = targetsOf(learned.labels, classes, positive);
  const bias = Float32Array.from(priorLogits(classTotals(targets, classes, learned.weights)), roundLeaf);
  const start =
    warm ?? emptyEnsemble({ inputs, outputs, depth, lookups: lookups.shapes }, bias, lookups.tables);
  const kernelColumns = columns.map(kernelColumn);
  const drawn = columnsDrawn(columns.length, settings);
  const sides = [{ rows: learned, made }];
  if (watched) sides.push({ rows: watched, made: lookUp(lookups, watched.columns) });
  const kernel = createTreeKernel({
    columns: kernelColumns,
    rows: sides.reduce((sum, { rows }) => sum + rows.labels.length, 0),
    trained: targets.length,
    outputs,
    depth,
    keptLevels: keptLevels(kernelColumns, { outputs, depth, drawn }),
  });
  let row = 0;
  for (const { rows, made: further } of sides) {
    fillCells(kernel.cells, row, columns, [...rows.columns, ...further]);
    kernel.logits.set(scoreColumns(start, rows.columns), row * outputs);
    row += rows.labels.length;
  }
  kernel.targets.set(targets);
  kernel.weights.set(learned.weights ?? new Float32Array(targets.length).fill(1));
  return { start, columns, kernel, rows: { training: learned, watching: watched }, drawn };
}

/** What trees split where every column is everywhere the same. */
const indivisible: SplitColumn = { column: 0, equals: false, values: [0], missing: false, monotone: 0 };

/** Rows between which the cells of one column are written, so that their lines stay in the cache. */
const blockRows = 2048;

function fillCells(
  cells: Uint8Array,
  first: number,
  columns: readonly SplitColumn[],
  values: readonly ArrayLike<number>[],
): void {
  const width = columns.length;
  const bins = columns.map((column) => binColumn(column, values[column.column]!));
  const rows = values[0]!.length;
  for (let start = 0; start < rows; start += blockRows) {
    const end = Math.min(start + blockRows, rows);
    for (const [column, bin] of bins.entries()) {
      for (let row = start; row < end; row++) cells[(first + row) * width + column] = bin[row]!;
    }
  }
}
