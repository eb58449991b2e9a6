import type { Writable } from 'node:stream';
import type { FormatName } from '../formats/index.ts';
import type { Source } from '@rampart/core/rows';
import type { Sink } from '../rows/sink.ts';
import type { TypedSink } from '../rows/typed-sink.ts';
import type { ConnectionTest } from './connection-test.ts';

/** How a source is opened. */
export interface OpenSourceOptions {
  /** The format of bytes, by default that of the name's ending; a database and the feature store have their own. */
  readonly format?: FormatName | undefined;
}

/** What a URI alone does not say. */
export interface OpenSinkOptions {
  /** The format, where the name does not tell it; standard output has CSV unless told otherwise. */
  readonly format?: FormatName | undefined;
  /** What `-` stands for; standard output where left out. */
  readonly stdout?: Writable | undefined;
}

/**
 * Everything that can be done with the places of one kind, each by the URI that the user wrote. What it cannot do is
 * left out. Nothing is touched before it is asked for, and no library is loaded that is not needed for it.
 */
export interface Connection {
  /** As URIs write them, in lower case and without the colon; messages tell the first. */
  readonly schemes: readonly string[];
  source?(uri: string, options: OpenSourceOptions): Source;
  sink?(uri: string, options: OpenSinkOptions & { readonly stdout: Writable }): Sink;
  /** Takes tables typed, as they are, instead of as records. */
  typedSink?(uri: string): TypedSink;
  /** Where quarantined rows go if nothing is said; undefined where there is no such place. */
  quarantine?(uri: string): string | undefined;
  /** About how many rows there are; null where that cannot be known at little cost. It may throw. */
  estimateRows?(uri: string, format: FormatName | undefined): Promise<number | null>;
  /** Tries to reach the server. Reads only, and never tells a password or key. */
  test?(uri: string): Promise<ConnectionTest>;
  /** What its owner calls the table of a URI without credentials, where it is not the name of a file. */
  tableName?(uri: string): string;
}
