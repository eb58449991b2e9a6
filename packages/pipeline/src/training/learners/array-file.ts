import { readFile } from 'node:fs/promises';
import { sha256, writeFileAtomic } from '@rampart/core/internal';
import { z } from 'zod';

/** Plain JSON data with arrays of float64 beside it. */
export interface ArrayFile {
  readonly data: unknown;
  readonly arrays: readonly Float64Array[];
}

const header = z.object({ data: z.json(), lengths: z.array(z.int().nonnegative()), sha256: z.string() });

/** Writes the file whole: a kill leaves the one that was there or the new one. */
export async function writeArrayFile(path: string, { data, arrays }: ArrayFile): Promise<void> {
  const body = Buffer.concat(
    arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)),
  );
  const lengths = arrays.map(({ length }) => length);
  const head = Buffer.from(`${JSON.stringify({ data, lengths, sha256: sha256(body) })}\n`);
  await writeFileAtomic(path, Buffer.concat([head, body]));
}

/** What was written; undefined where there is no such file or it is damaged: whoever asks can do the work again. */
export async function readArrayFile(path: string): Promise<ArrayFile | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  const end = bytes?.indexOf('\n') ?? -1;
  if (bytes === undefined || end < 0) return undefined;
  const parsed = header.safeParse(parseJson(bytes.toString('utf8', 0, end)));
  const body = bytes.subarray(end + 1);
  if (!parsed.success || parsed.data.sha256 !== sha256(body)) return undefined;
  // A copy: float64 must start at a multiple of eight.
  const values = new Float64Array(new Uint8Array(body).buffer);
  let at = 0;
  const arrays = parsed.data.lengths.map((length) => values.slice(at, (at += length)));
  return at === values.length ? { data: parsed.data.data, arrays } : undefined;
}

/** A checkpoint in a file. */
export function checkpointFile(path: string): Checkpoint {
  return { read: () => readArrayFile(path), write: (state) => writeArrayFile(path, state) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where a training keeps its last state, and takes it up again. */
export interface Checkpoint {
  /** undefined where there is none, or none that can be read. */
  read(): Promise<ArrayFile | undefined>;
  write(state: ArrayFile): Promise<void>;
}
