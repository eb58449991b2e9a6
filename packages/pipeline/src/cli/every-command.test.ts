import { equal, match, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createLogger, loadConfig } from '@rampart/core';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { exampleSchema, quickSettings, writeExample } from '../testing/example-table.ts';
import { runCommand } from '../testing/run-command.ts';
import { TrainingPipeline } from '../training-pipeline.ts';
import { positionalsOf } from './arguments/option.ts';
import { everywhere, shared } from './command.ts';
import { commands } from './commands.ts';

const test = suite('every command');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

const { source, schema } = await writeExample(folder.path);
const out = join(folder.path, 'out');
await new TrainingPipeline({
  source,
  schema: exampleSchema,
  config: loadConfig({ sets: quickSettings }),
  out,
  logger: createLogger({ level: 'error' }),
}).run();

const quick = quickSettings.flatMap((setting) => ['--set', setting]);

/** A value that suits each option that some command demands, so that only what a test is about is wrong. */
const suitable: Readonly<Record<string, string>> = {
  source,
  schema,
  model: join(out, 'bundles/flows'),
  bundle: join(out, 'bundles/flows'),
  out,
  to: join(folder.path, 'rows.csv'),
};

type Command = (typeof commands)[number];

/** The command with all that it demands, but for one option. */
function lineOf({ name, options }: Command, without?: string): string[] {
  const demanded = Object.entries(options).filter(([key, one]) => one.demandOption && key !== without);
  return [
    ...name.split(' '),
    ...demanded.flatMap(([key]) => [`--${key}`, suitable[key] ?? 'some']),
    ...('set' in options ? quick : []),
    ...('folds' in options && without !== 'folds' ? ['--folds', '2'] : []),
  ];
}

/** Runs a line that is wrong: the mistake is the user's, and told in sentences of our form. */
async function refused(argv: readonly string[], ...told: readonly RegExp[]): Promise<void> {
  const { code, stdout, stderr } = await runCommand(argv);
  const line = argv.join(' ');
  equal(code, 2, `${line}\n${stderr}`);
  equal(stdout, '', line);
  match(stderr, /^[^\n]+: expected [^\n]+, received [^\n]+\.\n/, line);
  for (const one of told) match(stderr, one, line);
}

for (const command of commands) {
  const { name, options } = command;

  test(`${name}: an option that is misspelt`, async () => {
    for (const option of [...Object.keys(options), ...Object.keys(everywhere)]) {
      const misspelt = `--${option}${option.at(-1)}`;
      await refused([...lineOf(command), misspelt, 'x'], new RegExp(`\`${misspelt}\``), /Did you mean `--/);
    }
    await refused([...lineOf(command), '--qwertyuiop'], /--help/);
  });

  test(`${name}: an option that is empty, or without a value`, async () => {
    for (const [option, one] of Object.entries(options)) {
      if (one.type === 'boolean') continue;
      const told = new RegExp(`^--${option}: expected `, 'm');
      await refused([...lineOf(command, option), `--${option}`, ''], told, /empty|received ""/);
      await refused([...lineOf(command, option), `--${option}=`], told);
      await refused([...lineOf(command, option), `--${option}`], told, /a value after it/);
      await refused([...lineOf(command, option), `--${option}`, '--verbose'], told, /the option `--verbose`/);
    }
  });

  test(`${name}: a number out of its range, and a word that is none of the choices`, async () => {
    for (const [option, one] of Object.entries(options)) {
      const told = new RegExp(`^--${option}: expected `, 'm');
      if ('range' in one) {
        const { min, max, above, whole } = one.range;
        const wrong = [min - 1, ...(above ? [min] : []), ...(max === undefined ? [] : [max + 1])];
        const texts = [...wrong.map(String), ...(whole ? [`${min}.5`] : []), 'abc', '1e999', 'NaN', '0x10'];
        for (const given of texts)
          await refused([...lineOf(command), `--${option}`, given], told, /a (whole )?number/);
      }
      if ('choices' in one) {
        const misspelt = `${one.choices[0]!}q`;
        await refused([...lineOf(command), `--${option}`, misspelt], told, /Did you mean `/);
      }
    }
  });

  test(`${name}: without what it demands, and with too much`, async () => {
    for (const [option, { demandOption }] of Object.entries(options)) {
      if (demandOption)
        await refused(lineOf(command, option), new RegExp(`^(--${option}|<${option}>): `, 'm'));
    }
    const alone = positionalsOf(options).map((one) => suitable[one] ?? 'some');
    await refused([...lineOf(command), ...alone, 'more', 'still more'], /"more", "still more"/);
  });

  test(`${name}: a place that is none is never a fault of ours`, async () => {
    if (name === 'serve') return;
    for (const [option, one] of Object.entries(options)) {
      if (one.type !== 'string' || one.array) continue;
      // A directory, a file where a directory should be, and where nothing can be made.
      for (const place of [folder.path, join(source, 'x'), '/proc/no-such-place/x']) {
        const { code, stderr } = await runCommand([...lineOf(command, option), `--${option}`, place]);
        ok(code !== 1, `${name} --${option} ${place}: ${stderr}`);
      }
    }
  });
}

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Runs a command line in a process of its own, with a text as its standard input. */
async function piped(argv: readonly string[], input: string) {
  const loader = ['--conditions=@rampart/source', '--import', import.meta.resolve('tsx'), main];
  // Elsewhere than here, where a file called `-` lies: it is not what is meant.
  const child = spawn(process.execPath, [...loader, ...argv], { cwd: folder.path });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('exit', resolve)),
  ]);
  return { stdout, stderr, code };
}

for (const command of commands.filter(({ options }) => options['source'] === shared.source)) {
  const { name } = command;

  test(`${name}: the table alone, as --source, and from standard input`, async () => {
    await writeFile(join(folder.path, '-'), 'not the table\n');
    const line = [...lineOf(command, 'source'), '--json'];
    const input = await readFile(source, 'utf8');
    const alone = await runCommand([...line, source]);
    ok(alone.code === 0 || alone.code === 3, alone.stderr);
    const named = await runCommand([...line, '--source', source]);
    equal(named.code, alone.code, named.stderr);
    const both = await runCommand([...line, source, '--source', source]);
    equal(both.code, alone.code, both.stderr);
    for (const place of [['-'], ['--source', '-']]) {
      const { code, stdout, stderr } = await piped([...line, ...place, '--format', 'csv'], input);
      equal(code, alone.code, stderr);
      ok(Object.keys(JSON.parse(stdout) as object).length > 0);
    }
    await refused([...lineOf(command, 'source'), source, '--source', 'other.csv'], /either <source> or/);
  });
}

test.run();
