import type { DatasetSchema } from '@rampart/core';
import { sourceColumns } from '@rampart/core/internal/tables';
import { groupProblems, type ProblemGroup, type QuarantinedRow, readChunks } from '@rampart/core/rows';
import { openSource, type TableInput } from '../connections/open-source.ts';
import type { Sink, SinkBatch, SinkResult } from '../rows/sink.ts';
import { Channel } from './channel.ts';
import { type CheckedChunk, chunkChecker } from './checked-chunk.ts';
import { dropRepeats } from './drop-repeats.ts';
import { type Loader, type LoadFacts, sinkLoader } from './loader.ts';
import { quarantineBatch, refusedRow } from './quarantine-records.ts';

/** What is loaded, and where to. */
export interface IngestOptions {
  /** URI or path, rows in memory, or a source. */
  readonly source: TableInput;
  readonly schema: DatasetSchema;
  /** Where the valid rows go. */
  readonly sink: Sink | Loader;
  /** Where the quarantined rows go, with their reasons and lines; where left out they are only counted. */
  readonly quarantine?: Sink | undefined;
  /**
   * Whether rows that an earlier version loaded, whose identity was cut, give way to those of this load. Otherwise a
   * load that meets one, and cannot tell which row it is, fails.
   */
  readonly renewIds?: boolean | undefined;
  /** Whether equal rows are one row; otherwise every row of the source is loaded. */
  readonly distinct?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: IngestProgress) => void) | undefined;
  /** Told of each attempt to write that failed and will be repeated. */
  readonly onRetry?: ((reason: string, attempt: number) => void) | undefined;
}

/** How far an ingest has come. */
export interface IngestProgress {
  readonly read: number;
  /** Valid rows that the sink has taken, or has had already. */
  readonly loaded: number;
}

/** What an ingest came to: `read` = `valid` + `quarantined`, and `valid` = `new` + `alreadyThere` + `repeated` + `refused`. */
export interface IngestResult {
  readonly read: number;
  readonly valid: number;
  readonly quarantined: number;
  readonly new: number;
  /** Rows that were there from an earlier load. */
  readonly alreadyThere: number;
  /** Rows that came before in this load, where rows are told apart by key or content. */
  readonly repeated: number;
  /** Valid rows that the sink would not take; they are in the quarantine too. */
  readonly refused: number;
  readonly seconds: number;
  /** Why rows were quarantined, the first thousand of them taken together. */
  readonly problems: readonly ProblemGroup[];
  /** Columns of the source that the schema does not know, and that were left out. */
  readonly unknownColumns: readonly string[];
}

const mostSummarized = 1000;

/**
 * Reads a source, sets aside what does not keep to the schema, and loads the rest, a chunk at a time: what is
 * slow to write slows down the reading. Loading the same rows again into a sink that keeps ids adds nothing.
 */
export async function ingestTable(options: IngestOptions): Promise<IngestResult> {
  const source = openSource(options.source);
  const { schema, quarantine, signal, onProgress, onRetry } = options;
  const started = performance.now();
  const loader = 'load' in options.sink ? options.sink : sinkLoader(options.sink);
  const key = schema.key ?? [];
  // Ends the hashing of a long file when the load ends without it.
  const ended = new AbortController();
  const facts: LoadFacts = {
    schema,
    identity: {
      dataset: schema.name,
      key,
      columns: sourceColumns(schema).map(({ name }) => name),
      distinct: options.distinct ?? false,
    },
    source: {
      uri: source.uri,
      query: source.query,
      digest: source.digest(AbortSignal.any([...(signal ? [signal] : []), ended.signal])),
    },
  };
  // Whoever wants the digest awaits it; that it cannot be found is told by the reading too.
  facts.source.digest.catch(() => undefined);
  const tally = { read: 0, valid: 0, quarantined: 0, repeated: 0, loaded: 0 };
  let unknownColumns: readonly string[] = [];
  const summarized: QuarantinedRow[] = [];
  const aside = new Channel<SinkBatch>();

  async function setAside(rows: readonly QuarantinedRow[]): Promise<void> {
    summarized.push(...rows.slice(0, mostSummarized - summarized.length));
    // An empty batch too: it names the columns of a quarantine without rows.
    if (quarantine !== undefined) await aside.send(quarantineBatch(schema.name, rows));
  }

  async function* checked(): AsyncGenerator<CheckedChunk> {
    const check = chunkChecker(source.uri, schema, key);
    for await (const chunk of readChunks(source, schema, { signal })) {
      const valid = check(chunk);
      tally.read += chunk.read;
      tally.valid += valid.table.rows;
      tally.quarantined += valid.rejected.length;
      unknownColumns = chunk.unknownColumns;
      onProgress?.(tally);
      await setAside(valid.rejected);
      yield valid;
    }
  }

  const isOneRow = key.length > 0 || facts.identity.distinct;
  const chunks = isOneRow
    ? dropRepeats(checked(), facts.identity, (rows) => {
        tally.repeated += rows;
      })
    : checked();
  const setting = quarantine?.write(aside, { signal, onRetry }).catch((error: unknown) => {
    aside.leave(error);
    throw error;
  });
  // It is awaited below; until then its failure is told by the sender.
  setting?.catch(() => undefined);
  let loaded: SinkResult;
  try {
    loaded = await loader.load(chunks, facts, {
      signal,
      // A number within the identity tells which row it was, a key that was cut does not.
      formerIds: options.renewIds === true ? 'renew' : isOneRow ? 'refuse' : 'recognise',
      onRetry,
      onWritten({ added, alreadyThere }) {
        tally.loaded = added + alreadyThere;
        onProgress?.(tally);
      },
      onRefused: (record, reason) => setAside([refusedRow(source.uri, loader.uri, record, reason)]),
    });
    aside.end();
  } catch (error) {
    aside.end(error);
    throw error;
  } finally {
    ended.abort();
    await setting?.catch(() => undefined);
  }
  await setting;
  return {
    read: tally.read,
    valid: tally.valid,
    quarantined: tally.quarantined,
    new: loaded.added,
    alreadyThere: loaded.alreadyThere,
    repeated: tally.repeated,
    refused: loaded.refused,
    seconds: (performance.now() - started) / 1000,
    problems: groupProblems(summarized),
    unknownColumns,
  };
}
