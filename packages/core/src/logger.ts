import type { Writable } from 'node:stream';
import { createLogger as createWinston, format as winstonFormat, type Logger, transports } from 'winston';
import { redact } from './redact.ts';

export type { Logger };

/** From few lines to many. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** Where a log goes and what it looks like. */
export interface LoggerOptions {
  readonly level?: LogLevel | undefined;
  /** `auto`: lines for people on a terminal, JSON lines elsewhere. */
  readonly format?: 'human' | 'json' | 'auto' | undefined;
  /** Default: standard error. Standard output belongs to what a command prints. */
  readonly stream?: Writable | undefined;
  /** Texts that must never be written, such as the password the program has just read. */
  readonly secrets?: readonly string[] | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** Winston's names for the level and for the finished line of a message. */
const LEVEL = Symbol.for('level');
const MESSAGE = Symbol.for('message');

/** A winston logger whose every line has been through `redact`. Errors belong into the meta: `log.error('…', { err })`. */
export function createLogger(options: LoggerOptions = {}): Logger {
  const { level = 'info', format = 'auto', stream = process.stderr, secrets = [] } = options;
  const human = format === 'human' || (format === 'auto' && 'isTTY' in stream && stream.isTTY === true);
  const redacted = winstonFormat((info) => ({
    ...(redact(info, secrets) as { message: unknown }),
    level: info.level,
    [LEVEL]: info.level,
  }));
  const line = winstonFormat((info) => ({
    ...info,
    [MESSAGE]: human ? humanLine(info, level === 'debug') : jsonLine(info),
  }));
  return createWinston({
    level,
    format: winstonFormat.combine(redacted(), line()),
    transports: [new transports.Stream({ stream, eol: '\n' })],
  });
}

function jsonLine({ level, message, ...meta }: Fields): string {
  const time = new Date().toISOString();
  return JSON.stringify({ time, level, message, ...meta, ...('time' in meta ? { time } : {}) });
}

function humanLine({ level, message, stack, ...meta }: Fields, withStacks: boolean): string {
  const time = new Date().toTimeString().slice(0, 8);
  const pairs = Object.entries(meta)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${printable(key)}=${printable(shortText(value))}`);
  const line = `${time} ${String(level).padEnd(5)} ${printable(messageText(message))}${pairs.join('')}`;
  const stacks = withStacks ? [stack, ...Object.values(meta)].flatMap(stackLines) : [];
  return [line, ...stacks].join('\n');
}

function messageText(message: unknown): string {
  if (message === undefined) return '';
  return typeof message === 'string' ? message : JSON.stringify(message);
}

/** A value after `key=`: an error by its message, a text in quotes where it would not read as one word. */
function shortText(value: unknown): string {
  const shown = isError(value) ? value.message : value;
  return typeof shown === 'string' && /^[^\s"=]+$/.test(shown) ? shown : JSON.stringify(shown);
}

function stackLines(value: unknown): string[] {
  if (typeof value === 'string') return value.includes('\n    at ') ? value.split('\n').map(printable) : [];
  return isError(value) ? [...stackLines(value.stack), ...stackLines(value.cause)] : [];
}

/** An error after redaction is a plain object. */
function isError(value: unknown): value is { message: string; stack: string; cause?: unknown } {
  return typeof value === 'object' && value !== null && 'stack' in value && 'message' in value;
}

/** One line without control characters: data must not forge lines or move the cursor. */
function printable(text: string): string {
  return text
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .replace(
      /\p{Cc}|[\u2028\u2029]/gu,
      (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}
