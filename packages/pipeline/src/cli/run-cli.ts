import { Writable } from 'node:stream';
import { type Command, type CommandIo, everywhere, isShared } from './command.ts';
import { commands } from './commands.ts';
import { createLiveRegion } from './progress/live-region.ts';

/** The streams and the signal a command line runs with. */
export interface CliStreams {
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };
  readonly signal: AbortSignal;
}

/** What the arguments ask for: a text to print, or a command with what it was given. */
type Asked =
  | { readonly text: string }
  | { readonly command: Command; readonly args: Readonly<Record<string, unknown>> };

/**
 * Runs one command line; the exit code is 0, 2 for a mistake of the user, 1 for a fault of ours.
 * Core is imported where it is needed, so that help does not wait for it.
 */
export async function runCli(argv: readonly string[], streams: CliStreams): Promise<number> {
  // Known before parsing, so that an error of the parsing itself is told the right way.
  const json = argv.includes('--json');
  const verbose = argv.includes('--verbose');
  const out = (text: string) => void streams.stdout.write(text);
  const screen = streams.stderr.isTTY === true ? createLiveRegion(streams.stderr) : undefined;
  const err = (text: string) => void (screen ? screen.print(text) : streams.stderr.write(text));
  let asked: Asked | undefined;
  try {
    asked = await ask(argv);
    if ('text' in asked) {
      out(asked.text);
      return 0;
    }
    const { createLogger } = await import('@rampart/core/internal/logger');
    const io: CommandIo = {
      out,
      stdout: streams.stdout,
      err,
      logger: createLogger({
        level: verbose ? 'debug' : 'info',
        // Lines of the log go above what changes in place.
        ...(screen ? { format: 'human', stream: printingTo(err) } : { stream: streams.stderr }),
      }),
      signal: streams.signal,
      screen,
    };
    const answer = await asked.command.run(asked.args, io);
    if (answer !== undefined) out(json ? `${JSON.stringify(answer.json, undefined, 2)}\n` : answer.text);
    return answer?.exitCode ?? 0;
  } catch (error) {
    const { redact } = await import('@rampart/core/internal/tables');
    const { describeFailure } = await import('./describe-failure.ts');
    const failure = describeFailure(error, verbose, asked && 'command' in asked ? asked : undefined);
    // A message quotes what it received, and that may be a URI with a password.
    err(String(redact(failure.text)));
    if (json) out(`${JSON.stringify(redact(failure.json), undefined, 2)}\n`);
    return failure.exitCode ?? 1;
  }
}

/** What a command line asks for. Throws a RampartError('usage') where that cannot be told. */
async function ask(argv: readonly string[]): Promise<Asked> {
  const { readCommandLine } = await import('./arguments/command-line.ts');
  if (argv.length === 1 && argv[0] === '--version') {
    const { codeVersion } = await import('@rampart/core/internal');
    return { text: `${codeVersion()}\n` };
  }
  const columns = Math.min(110, process.stdout.columns ?? 110);
  const shown = { everywhere, alone: { version }, isShared, columns };
  // Nothing, and the first word of commands of two, ask what there is.
  const only =
    argv.length === 0 || (argv.length === 1 && commands.some(({ name }) => name.startsWith(`${argv[0]} `)));
  const asked = await readCommandLine(only ? [...argv, '--help'] : argv, commands, shown);
  if (asked.kind === 'help') return asked;
  if (asked.kind === 'command') {
    const { command, given } = asked;
    const { readArguments } = await import('./arguments/read-arguments.ts');
    const options = { ...command.options, ...everywhere };
    return { command, args: readArguments(given, { name: command.name, options }) };
  }
  const { didYouMean, quote, RampartError } = await import('@rampart/core/internal/tables');
  const words = asked.words.slice(0, 2).join(' ');
  const names = commands.flatMap(({ name }) => [name.split(' ')[0]!, name]);
  const near = didYouMean(words, names) ?? didYouMean(asked.words[0] ?? '', names);
  throw new RampartError('usage', {
    where: 'the command line',
    expected: 'a command',
    received: words === '' ? 'only options' : quote(words),
    fix: near === undefined ? '`rampart --help` lists the commands.' : `Did you mean \`rampart ${near}\`?`,
  });
}

const version = { type: 'boolean', default: false, describe: 'Show the version' } as const;

/** A stream whose every text is printed. */
function printingTo(print: (text: string) => void): Writable {
  return new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      print(text);
      done();
    },
  });
}
