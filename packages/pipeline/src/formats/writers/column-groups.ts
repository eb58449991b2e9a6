import type { SinkBatches, SinkColumn, SinkValue } from '../../rows/sink.ts';

/** Some rows, column by column; missing values are null. */
export interface ColumnGroup {
  readonly columns: readonly SinkColumn[];
  /** The values of each column, in the order of `columns`. */
  readonly values: readonly (readonly SinkValue[])[];
  readonly rows: number;
}

const rowsPerGroup = 65_536;

/**
 * Batches of records as large groups of columns, which columnar formats write as one piece. The first group comes
 * even where it is empty, since it names the columns.
 */
export async function* columnGroups(batches: SinkBatches): AsyncGenerator<ColumnGroup> {
  let columns: readonly SinkColumn[] | undefined;
  let values: SinkValue[][] = [];
  let rows = 0;
  let given = false;
  for await (const batch of batches) {
    columns ??= batch.columns;
    if (values.length === 0) values = columns.map(() => []);
    for (const { fields } of batch.records) {
      for (const [at, { name }] of columns.entries()) values[at]!.push(present(fields[name]));
    }
    rows += batch.records.length;
    if (rows < rowsPerGroup) continue;
    yield { columns, values, rows };
    values = [];
    rows = 0;
    given = true;
  }
  if (columns !== undefined && (rows > 0 || !given)) yield { columns, values, rows };
}

function present(value: SinkValue | undefined): SinkValue {
  return value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? null : value;
}
