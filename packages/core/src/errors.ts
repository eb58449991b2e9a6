import { counted } from './counted.ts';

/** What kind of thing went wrong; a caller may branch on it. */
export type ErrorCode =
  | 'usage'
  | 'config'
  | 'schema'
  | 'source'
  | 'sink'
  | 'data'
  | 'bundle'
  | 'backend'
  | 'training'
  | 'system'
  | 'aborted';

/**
 * The HTTP status that each kind of error has in a web service: 4xx where another request would do, and its texts may
 * be shown; 503 where the model cannot answer now; 500 where whoever runs the service has to set something right.
 */
const statuses: Readonly<Record<ErrorCode, number>> = {
  data: 422,
  usage: 400,
  bundle: 503,
  backend: 503,
  aborted: 503,
  config: 500,
  schema: 500,
  source: 500,
  sink: 500,
  training: 500,
  system: 500,
};

/** One fact about bad input: where it is, what was expected there, what came, and what to do. */
export interface Problem {
  /** The place, as the user knows it: "phishing.csv, line 17, column `URL_Length`". */
  readonly where: string;
  /** Completes the sentence "expected …". */
  readonly expected: string;
  /** Completes the sentence "received …"; left out where nothing came. */
  readonly received?: string;
  /** One sentence that tells what to do. */
  readonly fix?: string;
}

/** Renders a problem as one sentence and, on a second line, the cure. */
export function describeProblem({ where, expected, received, fix }: Problem): string {
  const fact = `${where}: expected ${expected}${received === undefined ? '' : `, received ${received}`}.`;
  return fix === undefined ? fact : `${fact}\n  ${fix}`;
}

/** Quotes a value for an error message, shortened so that a huge cell cannot flood a log. */
export function quote(value: unknown): string {
  const text = textOf(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function textOf(value: unknown): string {
  if (isUnknownToJson(value)) return String(value);
  if (value instanceof Date && Number.isNaN(value.getTime())) return 'a time beyond all dates';
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  try {
    return JSON.stringify(value, marked)?.replaceAll(/"\\u0000([^"\\]*)"/g, '$1') ?? String(value);
  } catch (error) {
    return error instanceof RangeError ? 'data nested without end' : 'an object';
  }
}

function isUnknownToJson(value: unknown): boolean {
  return typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value));
}

/** Marked, so that the quotes go again: JSON would make `null` of what is infinite, and refuses large integers. */
function marked(_key: string, value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  return isUnknownToJson(value) ? `\u0000${String(value)}` : value;
}

/** The first problems of one place, the others counted: a file of megabytes may have one in each of its lines. */
export function fewProblems(problems: readonly Problem[], where: string, most = 20): readonly Problem[] {
  if (problems.length <= most) return problems;
  const received = counted(problems.length - most, 'more problem');
  return [...problems.slice(0, most), { where, expected: 'no others', received }];
}

/** The given names joined for an error message, the tail counted rather than listed. */
export function listed(names: Iterable<unknown>, most = 12): string {
  const all = [...names].map(String);
  const rest = all.length - most;
  return rest > 0 ? `${all.slice(0, most).join(', ')} and ${rest} more` : all.join(', ');
}

/**
 * An error the user can act on: bad data, a bad file, a bad setting. The command line exits with 2 for it
 * and prints no stack trace. Everything else that is thrown is a fault of ours.
 */
export class RampartError extends Error {
  readonly code: ErrorCode;
  /** Every problem of one kind that was found, not only the first. */
  readonly problems: readonly Problem[];
  /** The HTTP status of the error where it ends a request: what the error handlers of web frameworks look for. */
  readonly status: number;

  constructor(
    code: ErrorCode,
    problems: Problem | readonly Problem[],
    options: { readonly cause?: unknown; readonly prefix?: string; readonly status?: number } = {},
  ) {
    const all = Array.isArray(problems) ? (problems as readonly Problem[]) : [problems as Problem];
    const text = all.map(describeProblem).join('\n');
    super(options.prefix === undefined ? text : `${options.prefix}: ${text}`, { cause: options.cause });
    this.name = 'RampartError';
    this.code = code;
    this.problems = all;
    this.status = options.status ?? statuses[code];
  }
}

/** Throws the abort reason as an error of this library once the signal has fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new RampartError(
      'aborted',
      { where: 'the run', expected: 'to be left running until its end', received: 'an abort signal' },
      { cause: signal.reason },
    );
  }
}
