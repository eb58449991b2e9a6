import type { FormatName } from '../formats/index.ts';
import { connectionOf } from '../connections/connections.ts';

/**
 * About how many rows a source holds, for telling how long it will take; null where that cannot be known at
 * little cost, or at all. It never fails: what is wrong with a source is told when it is read.
 */
export async function estimateRows(uri: string, format?: FormatName): Promise<number | null> {
  try {
    return (await connectionOf(uri)?.estimateRows?.(uri, format)) ?? null;
  } catch {
    return null;
  }
}
