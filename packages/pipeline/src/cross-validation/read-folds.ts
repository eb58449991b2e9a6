import { type Problem, RampartError } from '@rampart/core';
import { quote } from '@rampart/core/internal';
import { openSource } from '../connections/open-source.ts';
import type { FoldNumbers } from './fold-numbers.ts';

/**
 * Reads which fold tests each row of a table from a file with a column `fold`, as `foldsToCsv` has it: beside `row` it
 * tells of the row with that number in the source, without it of one row after another of all the `read` rows.
 * `numbers` has the number of each row that folds are wanted for; what the file tells of others is passed over.
 * Throws RampartError('data') with everything that is wrong.
 */
export async function readFolds(path: string, numbers: Float64Array, read: number): Promise<FoldNumbers> {
  const told = new Map<number, unknown>();
  const trains = new Set<unknown>();
  let rows = 0;
  let numbered = false;
  for await (const { names, rows: lines, malformed } of openSource(path).read({
    names: null,
    delimiter: ',',
  })) {
    const [rowAt, foldAt, trainsAt] = ['row', 'fold', 'trains'].map((name) => names.indexOf(name));
    if (foldAt === -1) throw new RampartError('data', noFolds(path, names));
    const [fault] = malformed;
    if (fault !== undefined)
      throw new RampartError('data', { ...fault, where: `${path}, line ${fault.line}` });
    numbered = rowAt !== -1;
    for (const { cells } of lines) {
      rows++;
      told.set(numbered ? Number(cells[rowAt!]) : rows, cells[foldAt!]);
      trains.add(trainsAt === -1 ? 'others' : cells[trainsAt!]);
    }
  }
  const problems = [
    ...trainsProblems(path, trains),
    ...(numbered || rows === read ? foldProblems(path, told, numbers) : [wrongLength(path, rows, read)]),
  ];
  if (problems.length > 0) throw new RampartError('data', problems);
  return {
    testedIn: Int32Array.from(numbers, (row) => Number(told.get(row))),
    forward: trains.has('later'),
  };
}

function noFolds(path: string, names: readonly string[]): Problem {
  return {
    where: path,
    expected: 'a column `fold`: in which fold each row is tested',
    received: names.join(', '),
    fix: 'Write such a file with `--write-folds`, or give each row of the table a line under the header `fold`.',
  };
}

function wrongLength(path: string, rows: number, read: number): Problem {
  return {
    where: path,
    expected: `a line for each of the ${read} rows of the table, in its order`,
    received: String(rows),
    fix: 'Or tell in a column `row` which row each line is about.',
  };
}

function trainsProblems(path: string, trains: ReadonlySet<unknown>): Problem[] {
  if (trains.size === 1 && (trains.has('others') || trains.has('later'))) return [];
  return [
    {
      where: `column \`trains\` of ${path}`,
      expected: '`others` in every line, or `later` in every line',
      received: [...trains].map(quote).join(', '),
    },
  ];
}

/** Rows without a fold, folds that are no number, and numbers that no row has. */
function foldProblems(path: string, told: ReadonlyMap<number, unknown>, numbers: Float64Array): Problem[] {
  const where = `column \`fold\` of ${path}`;
  const absent = numbers.find((row) => !told.has(row));
  if (absent !== undefined) return [{ where, expected: `a fold for row ${absent}`, received: 'none' }];
  const wrong = numbers.find((row) => !/^\d+$/.test(String(told.get(row))));
  if (wrong !== undefined) {
    const received = `${quote(told.get(wrong))} for row ${wrong}`;
    return [{ where, expected: 'a whole number, from 1; 0 for a row that is never tested', received }];
  }
  const used = new Set(Array.from(numbers, (row) => Number(told.get(row))));
  const folds = [...used].reduce((most, fold) => Math.max(most, fold), 0);
  const unused = Array.from({ length: folds }, (_, at) => at + 1).filter((fold) => !used.has(fold));
  if (folds >= 2 && unused.length === 0) return [];
  return [
    {
      where,
      expected: 'numbers from 1 to the number of folds, two or more, each for some rows',
      received: folds < 2 ? `${folds} folds` : `no row of fold ${unused.slice(0, 5).join(', ')}`,
    },
  ];
}
