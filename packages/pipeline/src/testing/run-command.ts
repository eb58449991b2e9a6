import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCli } from '../cli/run-cli.ts';

/** What a command line came to. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output read as one JSON document. */
  json<T = Record<string, unknown>>(): T;
}

/** Runs a command line in this process, as `rampart` would in one of its own. */
export async function runCommand(
  argv: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<CommandResult> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const texts = Promise.all([text(out), text(err)]);
  const code = await runCli(argv, { stdout: out, stderr: err, signal });
  out.end();
  err.end();
  const [stdout, stderr] = await texts;
  return { code, stdout, stderr, json: <T>() => JSON.parse(stdout) as T };
}
