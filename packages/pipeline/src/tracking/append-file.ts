import { appendFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeDirectory } from '@rampart/core/internal';

/** A file that grows at its end, in the background. */
export interface AppendFile {
  /** Adds bytes after all that were added before; returns at once. */
  append(bytes: Uint8Array): void;
  /** Settles once all is written. */
  flush(): Promise<void>;
}

/** A file to append to, made with its folders for the first bytes. After trouble nothing more is written. */
export function createAppendFile(path: string, onTrouble: (trouble: string) => void): AppendFile {
  let waiting: Uint8Array[] = [];
  let writing: Promise<void> | undefined;
  let failed = false;

  async function write(): Promise<void> {
    try {
      await makeDirectory(dirname(path));
      // What comes while a piece is being written goes into the next one.
      while (waiting.length > 0) {
        const piece = Buffer.concat(waiting);
        waiting = [];
        await appendFile(path, piece);
      }
    } catch (error) {
      failed = true;
      onTrouble((error as Error).message);
    }
    writing = undefined;
  }

  return {
    append(bytes) {
      if (failed) return;
      waiting.push(bytes);
      writing ??= write();
    },
    async flush() {
      while (writing !== undefined) await writing;
    },
  };
}
