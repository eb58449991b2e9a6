import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Json } from '../digest.ts';

const ledgerFile = 'ledger.ndjson';

/** Adds one decision to a registry's ledger, a line of JSON, and waits until it is on disk. Lines are never changed. */
export async function appendLedger(registryDir: string, entry: Json): Promise<void> {
  await mkdir(registryDir, { recursive: true });
  const file = await open(join(registryDir, ledgerFile), 'a+');
  try {
    const { size } = await file.stat();
    const last = Buffer.alloc(1);
    if (size > 0) await file.read(last, 0, 1, size - 1);
    // A process killed while writing may have left half a line; the new entry must not continue it.
    const start = size > 0 && last.toString() !== '\n' ? '\n' : '';
    // One write, so that two processes that append at once do not mix their lines.
    await file.write(`${start}${JSON.stringify(entry)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Every entry of a registry's ledger, oldest first; half a line, left by a killed process, is passed over. */
export async function readLedger(registryDir: string): Promise<Json[]> {
  const text = await readFile(join(registryDir, ledgerFile), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as Json];
    } catch {
      return [];
    }
  });
}
