import { writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { measureProcess } from '../../measure-process.mjs';
import { generateTable } from './generate-table.mjs';
import { generated } from './generated.mjs';

const packaged = join(import.meta.dirname, 'packaged.py');

/**
 * The tables that `--table` names: a file among the `data`, `generated:<kind>` or `packaged:<name>`, `all` for every one of them.
 * Each has a `name` and `write(folder)`, which resolves to its `path`; those that are made here or come inside a Python package have the `target`
 * and its `positive` class too.
 */
export async function findTables(named, { data, interpreter }) {
  const found = [];
  for (const table of named) {
    const [, from, name] = /^(generated|packaged):(.+)$/.exec(table) ?? [];
    if (from === undefined) {
      const path = resolve(data, table);
      found.push({ name: basename(path).replace(/\.\w+$/, ''), write: async () => ({ path }) });
    } else {
      const all = from === 'generated' ? generatedTables() : await packagedTables(interpreter);
      const wanted = name === 'all' ? all : all.filter((one) => one.name === name);
      if (wanted.length === 0) {
        throw new Error(`${table}: expected one of ${all.map((one) => one.name).join(', ')}, or all`);
      }
      found.push(...wanted);
    }
  }
  return found;
}

function generatedTables() {
  return generated.map((kind) => ({
    name: kind.name,
    target: 'label',
    positive: kind.positive,
    async write(folder) {
      const { csv, entropy } = generateTable(kind);
      const path = join(folder, `${kind.name}.csv`);
      await writeFile(path, csv);
      return { path, entropy };
    },
  }));
}

async function packagedTables(interpreter) {
  if (interpreter === undefined) throw new Error('tables of Python packages need these packages');
  const run = (args, folder) => measureProcess(interpreter, ['-B', packaged, ...args], folder);
  const { stdout } = await run(['--list'], import.meta.dirname);
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [name, positive] = line.split(',');
      const write = async (folder) => {
        const path = join(folder, `${name}.csv`);
        await run([name, path], folder);
        return { path };
      };
      return { name, target: 'label', positive: positive === '' ? undefined : positive, write };
    });
}
