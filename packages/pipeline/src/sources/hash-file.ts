import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { startModule } from '../threads/start-module.ts';

/** SHA-256 of a file's bytes, in hex. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const bytes = createReadStream(path, { highWaterMark: 2 ** 20, ...(signal && { signal }) });
  for await (const chunk of bytes as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}

/** The same in a thread of its own: hashing takes a core for a second per gigabyte, which the reader would miss. */
export async function hashFileBeside(path: string, signal?: AbortSignal): Promise<string> {
  const worker = startModule(new URL('./hash-worker.js', import.meta.url), { path });
  try {
    const [digest] = (await once(worker, 'message', signal && { signal })) as [string];
    return digest;
  } finally {
    await worker.terminate();
  }
}
