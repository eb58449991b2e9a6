import type { TypedTable } from '@rampart/core';
import { type ColumnTable, table as arqueroTable } from 'arquero';

/** The typed table as an arquero table, its arrays shared and not copied. */
export function toArquero(table: TypedTable): ColumnTable {
  return arqueroTable([...table.columns] as [string, ArrayLike<unknown>][]);
}
