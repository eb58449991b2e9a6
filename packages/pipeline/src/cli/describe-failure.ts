import { describeProblem, RampartError } from '@rampart/core/internal/tables';
import { systemProblem } from './system-problem.ts';
import type { Answer, Command } from './command.ts';

/** The command that failed; undefined where the command line did not get so far. */
export interface Failed {
  readonly command: Command;
  readonly args: Readonly<Record<string, unknown>>;
}

/** An error as the user sees it, for a person and for a program. */
export function describeFailure(thrown: unknown, verbose: boolean, failed?: Failed): Answer {
  const error = withCure(thrown, failed);
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

/** What the operating system refused becomes an error that says what to do, as does an interruption. */
function withCure(error: unknown, failed: Failed | undefined): unknown {
  if (!(error instanceof RampartError)) {
    const problem = systemProblem(error, failed === undefined ? [] : placesWritten(failed));
    return problem === undefined ? error : new RampartError('system', problem, { cause: error });
  }
  if (error.code !== 'aborted' || failed?.command.resumes !== true) return error;
  const fix = 'The same command goes on where this one stopped.';
  const problems = error.problems.map((problem) => ({ ...problem, fix: problem.fix ?? fix }));
  return new RampartError(error.code, problems, { cause: error.cause });
}

/** The places that the command line names to be written to. */
function placesWritten({ command, args }: Failed): string[] {
  return Object.entries(command.options).flatMap(([name, option]) =>
    'written' in option && typeof args[name] === 'string' ? `--${name} ${args[name]}` : [],
  );
}
