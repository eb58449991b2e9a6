import { readFileSync } from 'node:fs';
import { type Problem, RampartError } from '../errors.ts';
import { dotted, type Path, zodProblems } from '../zod-problems.ts';
import { ConfigDocument } from './config-document.ts';
import { type Config, configSchema } from './config-schema.ts';
import { deepFreeze } from './deep-freeze.ts';
import { rememberGiven } from './set-by-user.ts';
import { userSettingsWin } from './user-settings-win.ts';

/** Where a configuration comes from; all parts are optional. */
export interface ConfigSource {
  /** Path of a YAML file; with `text`, only its name for messages. */
  readonly file?: string | undefined;
  /** YAML text. */
  readonly text?: string | undefined;
  /** Settings over those of the file, as `training.epochs=50`. */
  readonly sets?: readonly string[] | undefined;
  /** Variables for `${NAME}`; default: the process's. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * Reads a configuration, fills in the defaults, which give way to what the user sets, and freezes it. Throws one RampartError('config') with every
 * problem: of the YAML or else of every setting, missing variables and unknown names among them.
 */
export function loadConfig({ file, text, sets = [], env = process.env }: ConfigSource = {}): Config {
  const document = new ConfigDocument(
    text ?? (file === undefined ? '' : readText(file)),
    file ?? 'the configuration',
  );
  for (const assignment of sets) document.set(assignment);
  if (!document.readable) throw new RampartError('config', document.problems);
  document.substitute(env);
  return check(document.toData(), configSchema, (path) => document.place(path), document);
}

/**
 * Checks plain data as a configuration; `where` names its origin. Defaults and errors are those of `loadConfig`. The
 * schema is another one where there are further families.
 */
export function parseConfig(value: unknown, where: string, schema = configSchema): Config {
  return check(value, schema, (path) => (path.length === 0 ? where : `${where}, \`${dotted(path)}\``));
}

/** Adds what the schema says to what was found before. */
function check(
  value: unknown,
  schema: typeof configSchema,
  place: (path: Path) => string,
  found: { readonly problems: readonly Problem[]; isUnresolved(path: Path): boolean } = {
    problems: [],
    isUnresolved: () => false,
  },
): Config {
  const result = schema.safeParse(value);
  const issues = result.error?.issues.filter(({ path }) => !found.isUnresolved(path)) ?? [];
  const problems = [...found.problems, ...zodProblems(issues, { schema, value, place })];
  if (problems.length > 0 || !result.success) throw new RampartError('config', problems);
  const won = schema.parse(userSettingsWin(rememberGiven(result.data, value), value));
  return rememberGiven(deepFreeze(won), value);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const problem = { where: file, expected: 'a readable file', received: (cause as Error).message };
    throw new RampartError('config', problem, { cause });
  }
}
