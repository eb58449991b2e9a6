import { targetOf } from '../../packages/core/src/index.ts';
import { featuresOf } from '../../packages/core/src/internal/index.ts';
import { readTable } from '../../packages/core/src/rows/read-table.ts';
import { classNumbers, rowGroups } from '../../packages/pipeline/src/splitting/split-table.ts';
import { RowNumbers } from '../../packages/pipeline/src/rows/row-numbers.ts';
import { openSource } from '../../packages/pipeline/src/connections/open-source.ts';
import { checkTable } from '../../packages/pipeline/src/checking/check-table.ts';

/**
 * The rows of a table that its schema finds valid, as Rampart itself types them: so the peers train on the same cells.
 * `columns` are the features with the way a peer should take each (`number`, `code` for few numbers, `text`), `labels`
 * class numbers, `rows` the numbers of the rows in the source, from 1, `groups` equal for rows of equal features.
 */
export async function readValidTable(path, schema) {
  const { table, lines, rejected } = await readTable(openSource(path), schema);
  const target = targetOf(schema);
  const { rows, table: valid } = checkTable(table, schema, target, (row) => ({
    source: path,
    line: lines[row],
  }));
  const numbers = new RowNumbers().next(
    lines,
    rejected.map(({ line }) => line),
  );
  const columns = featuresOf(schema).map(({ name, kind }) => {
    const data = valid.columns.get(name);
    const coded = kind === 'ordinal' || kind === 'binary';
    const take = data instanceof Float64Array ? (coded ? 'code' : 'number') : 'text';
    // JSON has no NaN: missing numbers become null.
    return { name, take, values: [...data] };
  });
  return {
    columns,
    labels: [...classNumbers(valid, target)],
    rows: Array.from(rows, (row) => numbers[row]),
    groups: [...rowGroups(valid, schema)],
    classes: target.classes,
    positive: target.positive,
  };
}
