import type { Writable } from 'node:stream';
import type { Config, Logger, TextEncodingName } from '@rampart/core';
import type { BackendName } from '@rampart/core/tensor';
import type { FormatName } from '../formats/index.ts';
import type { ArgumentsOf, NumberRange, Option, Options } from './arguments/option.ts';
import type { LiveRegion } from './progress/live-region.ts';

/** What a command may touch outside its arguments. */
export interface CommandIo {
  /** Standard output: the answer, and nothing else. */
  out(text: string): void;
  /** The same as a stream, for rows that are too many for one text. */
  readonly stdout: Writable;
  /** Standard error: everything a person reads beside the answer. */
  err(text: string): void;
  readonly logger: Logger;
  /** Fires when the user interrupts. */
  readonly signal: AbortSignal;
  /** Where standard error is a terminal: its last lines, for what changes in place. */
  readonly screen: LiveRegion | undefined;
}

/** A command's answer: the document for `--json`, and the same for a person. */
export interface Answer {
  readonly json: unknown;
  readonly text: string;
  /** Exit code; 0 where left out. */
  readonly exitCode?: number;
}

/** One command: how it is called, and what it does. Heavy libraries are imported inside `run`, so that help is fast. */
export interface Command {
  /** One word, or two: `bundle verify`. */
  readonly name: string;
  readonly describe: string;
  /** Whole command lines, which help shows. */
  readonly examples: readonly [string, ...string[]];
  readonly options: Options;
  /** Whether the same command, once interrupted, goes on where it stopped. */
  readonly resumes?: true;
  /** The answer to print, or nothing where the command has printed as it went. */
  run(args: Readonly<Record<string, unknown>>, io: CommandIo): Promise<Answer | undefined>;
}

/** A command with its options' types inferred for `run`. */
export function command<const O extends Options>(
  definition: Omit<Command, 'options' | 'run'> & {
    readonly options: O;
    run(args: ArgumentsOf<O> & { readonly json: boolean }, io: CommandIo): Promise<Answer | undefined>;
  },
): Command {
  return definition as unknown as Command;
}

/** Options that every command has. */
export const everywhere = {
  json: { type: 'boolean', default: false, describe: 'Answer with one JSON document' },
  verbose: { type: 'boolean', default: false, describe: 'Tell more, stack traces too' },
} as const satisfies Options;

const seeds = { min: 0, max: 0xffff_ffff, whole: true } as const satisfies NumberRange;

/** Options that several commands share. */
export const shared = {
  source: {
    type: 'string',
    positional: true,
    demandOption: true,
    describe: 'The table: a path, - (standard input), https:, s3:, mongodb: or store: URI',
  },
  format: {
    choices: ['csv', 'ndjson', 'json', 'parquet', 'arrow'] satisfies FormatName[],
    describe: "Format of the table, where its name's ending does not tell it; gzip is seen by itself",
  },
  encoding: {
    choices: ['utf-8', 'windows-1252', 'iso-8859-1', 'utf-16le', 'utf-16be'] satisfies TextEncodingName[],
    defaultDescription: "the schema's, or UTF-8",
    describe: 'How a text file is written; a byte-order mark tells better',
  },
  schema: {
    type: 'string',
    demandOption: true,
    describe: 'Its schema: a YAML file, or the name of one in data_schema/',
  },
  config: { type: 'string', describe: 'Settings: a rampart.yaml' },
  set: {
    type: 'string',
    array: true,
    default: [] as string[],
    describe: 'One setting, as in --set training.epochs=20; `rampart config` lists them',
  },
  effort: {
    choices: ['quick', 'standard', 'thorough'] satisfies Config['training']['effort'][],
    defaultDescription: 'standard',
    describe: 'How much the training may take, as `training.effort` says; thorough: with a search of minutes',
  },
  seed: { type: 'number', range: seeds, describe: 'Seed of every random choice' },
  watch: { type: 'boolean', default: false, describe: 'Draw the loss curves of the networks under training' },
  backend: {
    choices: ['auto', 'tfjs-node', 'wasm', 'cpu'] satisfies (BackendName | 'auto')[],
    default: 'auto',
    describe: 'What computes; auto: the best that loads',
  },
  model: { type: 'string', demandOption: true, describe: 'Directory of a bundle, or of its registry' },
  store: {
    type: 'string',
    default: 'feature-store',
    describe: 'Directory of the feature store',
  },
} as const satisfies Options;

/** Whether several commands have this option. */
export function isShared(option: Option): boolean {
  return (Object.values(shared) as Option[]).includes(option);
}
