import { Writable } from 'node:stream';
import yargs from 'yargs';
import type { Answer, Command, CommandIo } from './command.ts';
import { commands } from './commands.ts';
import { createLiveRegion } from './progress/live-region.ts';

/** The streams and the signal a command line runs with. */
export interface CliStreams {
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };
  readonly signal: AbortSignal;
}

interface Chosen {
  readonly command: Command;
  readonly args: Record<string, unknown>;
}

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
  try {
    const chosen = await choose(argv, out);
    if (chosen === undefined) return 0;
    const { createLogger } = await import('@rampart/core');
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
    const answer = await chosen.command.run(chosen.args, io);
    if (answer !== undefined) out(json ? `${JSON.stringify(answer.json, undefined, 2)}\n` : answer.text);
    return answer?.exitCode ?? 0;
  } catch (error) {
    const { redact } = await import('@rampart/core/internal');
    const failure = await describeFailure(error, verbose);
    // A message quotes what it received, and that may be a URI with a password.
    err(String(redact(failure.text)));
    if (json) out(`${JSON.stringify(redact(failure.json), undefined, 2)}\n`);
    return failure.exitCode ?? 1;
  }
}

/** The command that the arguments name; nothing where help or the version was asked for and printed. */
async function choose(argv: readonly string[], out: (text: string) => void): Promise<Chosen | undefined> {
  let chosen: Chosen | undefined;
  const parser = yargs([...argv])
    .scriptName('rampart')
    .usage('$0 <command>\n\nTrains, tests and serves models of network-security tables.')
    .strict()
    .recommendCommands()
    .demandCommand(1, 'Which command? `rampart --help` lists them.')
    .option('json', {
      type: 'boolean',
      default: false,
      global: true,
      describe: 'Answer with one JSON document',
    })
    .option('verbose', {
      type: 'boolean',
      default: false,
      global: true,
      describe: 'Tell more, stack traces too',
    })
    .version(false)
    .option('version', { type: 'boolean', describe: 'Show the version' })
    .help()
    .wrap(Math.min(110, process.stdout.columns ?? 110))
    .exitProcess(false)
    .fail(false);
  addCommands(parser, commands, (found) => {
    chosen = found;
  });
  if (argv.length === 1 && argv[0] === '--version') {
    const { codeVersion } = await import('@rampart/core/internal');
    out(`${codeVersion()}\n`);
    return undefined;
  }
  let help = '';
  try {
    await parser.parseAsync([...argv], {}, (_error: unknown, _args: unknown, output: string) => {
      help = output;
    });
  } catch (cause) {
    const { RampartError } = await import('@rampart/core');
    throw new RampartError(
      'usage',
      {
        where: 'the command line',
        expected: 'a command and its options',
        received: lowerFirst(cause instanceof Error ? cause.message : String(cause)),
        fix: '`rampart --help` lists the commands, `rampart <command> --help` the options of one.',
      },
      { cause },
    );
  }
  if (chosen === undefined || help !== '') {
    out(`${help}\n`);
    return undefined;
  }
  return chosen;
}

/** Declares the commands; those of two words (`bundle verify <bundle>`) become a command within a command. */
function addCommands(
  parser: ReturnType<typeof yargs>,
  all: readonly Command[],
  choose: (chosen: Chosen) => void,
): void {
  const families = new Map<string, Command[]>();
  for (const command of all) {
    const [first, second] = command.usage.split(' ');
    if (second === undefined || /^[<[]/.test(second)) {
      parser.command(command.usage, command.describe, command.options, (args) =>
        choose({ command, args: lastGiven(command, args) }),
      );
    } else {
      families.set(first!, [...(families.get(first!) ?? []), command]);
    }
  }
  for (const [family, members] of families) {
    parser.command(family, members.map((member) => member.describe).join('; '), (nested) => {
      for (const command of members) {
        const usage = command.usage.slice(family.length + 1);
        nested.command(usage, command.describe, command.options, (args) =>
          choose({ command, args: lastGiven(command, args) }),
        );
      }
      return nested.demandCommand(1, `Which? \`rampart ${family} --help\` lists what there is.`);
    });
  }
}

/** Options that take one value, given more than once, mean what was said last. */
function lastGiven({ options }: Command, args: Record<string, unknown>): Record<string, unknown> {
  const single = ([name, value]: [string, unknown]) => Array.isArray(value) && options[name]?.array !== true;
  return Object.fromEntries(
    Object.entries(args).map((entry) => [
      entry[0],
      single(entry) ? (entry[1] as unknown[]).at(-1) : entry[1],
    ]),
  );
}

/** An error as the user sees it, for a person and for a program. */
async function describeFailure(error: unknown, verbose: boolean): Promise<Answer> {
  const { describeProblem, RampartError } = await import('@rampart/core');
  if (error instanceof RampartError) {
    const stack = verbose ? `${error.stack ?? ''}\n` : '';
    const { code, problems } = error;
    return {
      exitCode: 2,
      text: `${error.message}\n${stack}`,
      json: {
        error: {
          code,
          message: error.message,
          problems: problems.map((p) => ({ ...p, text: describeProblem(p) })),
        },
      },
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = verbose && error instanceof Error ? `${error.stack ?? ''}\n` : '';
  return {
    exitCode: 1,
    text: `rampart failed: ${message}\n${stack === '' ? '  Run again with --verbose for the stack trace.\n' : stack}`,
    json: { error: { code: 'internal', message } },
  };
}

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

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
