import { RampartError } from '@rampart/core/internal/tables';
import type { ByteSource, TableFormat } from '@rampart/core/formats';
import type { RawBatch, ReadOptions } from '@rampart/core/rows';
import { arrowFileMessages, arrowMagic } from './arrow-file-messages.ts';
import type { ArrowMessage } from './arrow-message.ts';
import { arrowValues } from './arrow-values.ts';
import { arrowStreamMessages } from './arrow-stream.ts';
import { byteReader } from './byte-reader.ts';
import { columnsToBatches, wantedNames } from './columns-to-batches.ts';

/**
 * Apache Arrow IPC, file (Feather V2) and stream. A record batch is what is in memory at once, or the whole file where
 * its bytes come only in order. 64-bit integers come as bigint, dictionaries as values, other values as `arrowValues` has them.
 */
export const arrow: TableFormat<'arrow'> = {
  name: 'arrow',
  extensions: ['arrow', 'arrows', 'feather', 'ipc'],
  read: readArrowBatches,
};

async function* readArrowBatches(bytes: ByteSource, options: ReadOptions): AsyncGenerator<RawBatch> {
  const { uri } = bytes;
  const { tableFromIPC } = await import('@uwdata/flechette');
  const { registerArrowCodecs } = await import('./arrow-codecs.ts');
  await registerArrowCodecs();
  const tableOf = (messages: Uint8Array[]) => {
    try {
      return tableFromIPC(messages, {
        useBigInt: true,
        useBigIntTimestamp: true,
        useDate: true,
        useDecimalInt: true,
      });
    } catch (cause) {
      throw unreadable(uri, cause);
    }
  };
  let schema: Uint8Array | undefined;
  let all: string[] = [];
  let names: string[] = [];
  // A batch needs the dictionaries that came before it: the last whole one of each id and what was added to it.
  let dictionaries: { id: bigint; bytes: Uint8Array }[] = [];
  let row = 1;
  for await (const message of messagesOf(bytes, options.signal)) {
    if (message.kind === 'schema') {
      schema = message.bytes;
      all = tableOf([schema]).names.map(String);
      names = wantedNames(all, options.columns);
    } else if (schema === undefined) {
      throw unreadable(uri, new Error('no schema at the beginning'));
    } else if (message.kind === 'dictionary') {
      if (!message.isDelta) dictionaries = dictionaries.filter(({ id }) => id !== message.id);
      dictionaries.push({ id: message.id, bytes: message.bytes });
    } else {
      const table = tableOf([schema, ...dictionaries.map((dictionary) => dictionary.bytes), message.bytes]);
      const columns = valuesOf(uri, () =>
        names.map((name) => {
          const column = table.getChildAt(all.indexOf(name));
          if (column.length !== message.rows)
            throw new RangeError(`\`${name}\` has not as many values as there are rows`);
          return arrowValues(column.type, column.toArray() as ArrayLike<unknown>);
        }),
      );
      yield* columnsToBatches(names, columns, row);
      row += table.numRows;
    }
  }
  yield { names, rows: [], malformed: [] };
}

async function* messagesOf(bytes: ByteSource, signal: AbortSignal | undefined): AsyncGenerator<ArrowMessage> {
  const reader = byteReader(bytes.stream(signal));
  try {
    const head = Buffer.from(await reader.peek(arrowMagic.length)).toString('latin1');
    if (head !== arrowMagic) {
      yield* arrowStreamMessages(bytes.uri, reader);
      return;
    }
  } catch (cause) {
    throw damaged(bytes.uri, cause);
  } finally {
    await reader.close();
  }
  const file = await bytes.open(signal);
  try {
    yield* arrowFileMessages(bytes.uri, file);
  } catch (cause) {
    throw damaged(bytes.uri, cause);
  } finally {
    await file.close();
  }
}

/** Places that a damaged file tells lie outside of it. */
function damaged(uri: string, cause: unknown): unknown {
  return cause instanceof RangeError || cause instanceof TypeError ? unreadable(uri, cause) : cause;
}

/** Values are decoded when they are asked for, and so are faults in them found. */
function valuesOf<T>(uri: string, decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw unreadable(uri, cause);
  }
}

function unreadable(uri: string, cause: unknown): RampartError {
  return new RampartError(
    'source',
    {
      where: uri,
      expected: 'Arrow IPC data that are whole',
      received: `bytes that cannot be read as such (${cause instanceof Error ? cause.message : String(cause)})`,
      fix: 'Write the file again, or tell its format with `--format`.',
    },
    { cause },
  );
}
