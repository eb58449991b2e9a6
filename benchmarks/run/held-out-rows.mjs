import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The rows, from 0, that the only run into a folder has held out of its source. Throws where not every row of the source
 * was valid: positions are then not those in the file.
 */
export async function heldOutRows(out, { rows }) {
  if (rows.quarantined > 0)
    throw new Error(`${rows.quarantined} rows are not valid: take a table without such rows`);
  const folder = join(out, 'artifacts', 'data-ingestion');
  const [key] = await readdir(folder);
  const { holdouts } = JSON.parse(await readFile(join(folder, key, 'split.json'), 'utf8'));
  return holdouts[0].positions;
}
