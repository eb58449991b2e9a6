import { givesAway, type LabelledValue } from './gives-away.ts';
import type { InferredColumn } from './inferred-column.ts';
import type { TableProfile } from './profile/table-profile.ts';
import type { ColumnDefinition } from './raw-table.ts';

/** Finds columns that tell the label alone, in the rows that a profile kept. */
export class GiveawayFinder {
  readonly #table: TableProfile;
  readonly #at: number;
  readonly #classes: ReadonlyMap<string, string>;

  constructor(table: TableProfile, at: number, target: ColumnDefinition) {
    this.#table = table;
    this.#at = at;
    this.#classes = new Map(
      Object.entries(target.classes ?? {}).flatMap(([name, values]) =>
        values === 'rest' ? [] : values.map((value) => [String(value), name]),
      ),
    );
  }

  /** The column with what it tells of the label; a copy of the label is not used. */
  judge(inferred: InferredColumn, index: number): InferredColumn {
    const { column, doubts } = inferred;
    if (column.role !== undefined) return inferred;
    const labels = this.#pairs(index);
    const classes = labels.map(([value, label]): LabelledValue => [value, this.#classes.get(label) ?? label]);
    const giveaway =
      givesAway(labels, column.name) ??
      (this.#classes.size === 0 ? undefined : givesAway(classes, column.name));
    if (giveaway === undefined) return inferred;
    const label = `\`${this.#table.names[this.#at]!}\``;
    const { rows, sample } = this.#table;
    const where = sample.length < rows ? `in each of ${sample.length} rows drawn evenly` : 'in every row';
    if (giveaway === 'copy') {
      return {
        column: { ...column, role: 'ignored' },
        doubts: [...doubts, `not used: it is a copy of the label ${label}`],
      };
    }
    const what =
      giveaway === 'tells' ? `it alone tells ${label}` : `whether it has a value alone tells ${label}`;
    return {
      column,
      doubts: [...doubts, `${what} ${where}: see whether it is known before the label is`],
    };
  }

  /** The values of a column in the rows that have a label. */
  #pairs(index: number): LabelledValue[] {
    return this.#table.sample.flatMap((row) => {
      const label = written(row[this.#at]);
      return label === '' ? [] : [[written(row[index]), label] as const];
    });
  }
}

function written(raw: unknown): string {
  return raw === null || raw === undefined ? '' : String(raw as string | number).trim();
}
