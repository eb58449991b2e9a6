import type { Random } from '@rampart/core';
import type { TreeEnsemble, TreeSettings } from '@rampart/core/internal';
import type { EncodedRows } from '../../../features/encoded-rows.ts';
import { classTotals } from '../../balance/class-balance.ts';
import { outputUnits, targetsOf } from '../class-logits.ts';
import { chooseColumns, lookupColumn } from './choose-columns.ts';
import { emptyEnsemble } from './ensemble-of.ts';
import { fitLookups, lookUp } from './fit-lookups.ts';
import {
  createTreeKernel,
  histogramBytes,
  type KernelColumn,
  type TreeKernel,
} from './kernel/tree-kernel.ts';
import { roundLeaf } from './leaf-values.ts';
import { priorLogits } from './prior-logits.ts';
import { scoreColumns } from './score-columns.ts';
import { binColumn, kernelColumn, type SplitColumn } from './split-column.ts';

/** The rows that trees learn from, and those that early stopping watches. */
export interface TreeRows {
  readonly training: EncodedRows;
  readonly watching?: EncodedRows | undefined;
}

/** All that growing trees needs. */
export interface PreparedTrees {
  /** What they come after. */
  readonly start: TreeEnsemble;
  readonly columns: readonly SplitColumn[];
  /** With the rows, and their logits under the start. */
  readonly kernel: TreeKernel;
  /** Sum of the weights of the rows to learn from. */
  readonly weight: number;
}

/** Memory for histograms that are kept. */
const mostHistogramBytes = 2 ** 28;

/** Puts rows into bins and into the kernel's memory; those that are watched after those to learn from. */
export function prepareTrees(
  { training, watching }: TreeRows,
  settings: TreeSettings,
  random: Random,
  warm: TreeEnsemble | undefined,
): PreparedTrees {
  const { classes, positive, labels } = training;
  const outputs = outputUnits(classes);
  const targets = targetsOf(labels, classes, positive);
  const plan = chooseColumns(training, settings);
  const {
    shapes,
    tables,
    columns: made,
  } = warm
    ? { shapes: warm.shape.lookups, tables: warm.lookups, columns: warmColumns(warm, training) }
    : fitLookups(training, targets, plan.categories, random.fork('categories'));
  const { depth } = settings;
  const inputs = training.columns.length;
  const columns = [
    ...plan.columns,
    ...made
      .map((cells, i) => lookupColumn(inputs + i, cells, settings.borders, training.weights))
      .filter(({ values }) => values.length > 0),
  ];
  const totals = classTotals(targets, classes, training.weights);
  const bias = Float32Array.from(priorLogits(totals), roundLeaf);
  const start = warm ?? emptyEnsemble({ inputs, outputs, depth, lookups: shapes }, bias, tables);

  const sides = [{ rows: training, made }];
  if (watching) sides.push({ rows: watching, made: lookUp({ shapes, tables }, watching.columns) });
  const kernelColumns = columns.map(kernelColumn);
  const kernel = createTreeKernel({
    columns: kernelColumns,
    rows: sides.reduce((sum, { rows }) => sum + rows.labels.length, 0),
    trained: labels.length,
    outputs,
    depth,
    keptLevels: keptLevels(kernelColumns, outputs, settings),
  });
  let row = 0;
  for (const { rows, made: further } of sides) {
    fillCells(kernel.cells, row, columns, [...rows.columns, ...further]);
    kernel.logits.set(scoreColumns(start, rows.columns), row * outputs);
    row += rows.labels.length;
  }
  kernel.targets.set(targets);
  kernel.weights.set(training.weights ?? new Float32Array(labels.length).fill(1));
  return { start, columns, kernel, weight: totals.reduce((sum, total) => sum + total, 0) };
}

function warmColumns({ shape, lookups }: TreeEnsemble, { columns }: EncodedRows): Float32Array[] {
  return lookUp({ shapes: shape.lookups, tables: lookups }, columns);
}

/** Columns that a level chooses among. */
export function columnsDrawn(columns: number, { columnSample }: Pick<TreeSettings, 'columnSample'>): number {
  return Math.max(1, Math.round(columnSample * columns));
}

/**
 * Levels whose histograms are kept, so that of two leaves only the smaller one's is built: none where so few columns
 * are drawn that building both in these alone is less work, and no more than there is memory for.
 */
function keptLevels(columns: readonly KernelColumn[], outputs: number, settings: TreeSettings): number {
  const { depth } = settings;
  const share = columnsDrawn(columns.length, settings) / columns.length;
  if (share * depth < 1 + 0.4 * (depth - 1)) return 0;
  const bytes = histogramBytes(columns, outputs);
  let levels = 1;
  while (levels < depth && bytes * 2 ** levels <= mostHistogramBytes) levels++;
  return levels;
}

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
