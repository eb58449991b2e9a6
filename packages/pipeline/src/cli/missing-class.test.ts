import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '@rampart/core/internal';
import { temporaryDirectory } from '@rampart/core/testing';
import fc from 'fast-check';
import { suite } from 'uvu';
import type { RunReport } from '../report/run-report.ts';
import { runCommand } from '../testing/run-command.ts';

const test = suite('a class that is missing in effect');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());

interface Row {
  x: number;
  z: number;
  weight: number | string;
  label: string;
}

interface Shape {
  readonly classes: number;
  readonly rows: number;
  readonly seed: number;
}

interface Tables {
  rows: Row[];
  holdout: Row[] | null;
}

const names = ['calm', 'scan', 'flood', 'worm'];

/** Rows whose class their features tell, as many of each class. */
function rowsOf({ classes, rows, seed }: Shape): Row[] {
  const random = createRandom(seed);
  return Array.from({ length: rows }, (_, row) => {
    const label = row % classes;
    return { x: label * 4 + random.normal(), z: random.normal(), weight: 1, label: names[label]! };
  });
}

const ofClass = (rows: readonly Row[], label: string) => rows.filter((row) => row.label === label);

/** How a class can be missing although the schema knows it; each changes the tables. */
const ways: Record<string, (tables: Tables, label: string, shape: Shape) => void> = {
  'no rows': (tables, label) => (tables.rows = tables.rows.filter((row) => row.label !== label)),
  'one row': (tables, label) => keep(tables, label, 1),
  'a few rows': (tables, label) => keep(tables, label, 6),
  'no weight': ({ rows }, label) => ofClass(rows, label).forEach((row) => (row.weight = 0)),
  'hardly any weight': ({ rows }, label) => ofClass(rows, label).forEach((row) => (row.weight = 1e-12)),
  'weight in one row': ({ rows }, label) =>
    ofClass(rows, label).forEach((row, at) => (row.weight = at === 0 ? 1 : 0)),
  'beside a huge weight': ({ rows }, label) => (rows.find((row) => row.label !== label)!.weight = 1e20),
  'beside an infinite weight': ({ rows }, label) => (rows.find((row) => row.label !== label)!.weight = 1e300),
  'one vector': ({ rows }, label) =>
    ofClass(rows, label).forEach((row) => Object.assign(row, { x: 9, z: 9 })),
  'two vectors': ({ rows }, label) =>
    ofClass(rows, label).forEach((row, at) => Object.assign(row, { x: 9, z: at % 2 })),
  'not in the holdout': (tables, label, shape) =>
    (tables.holdout = rowsOf({ ...shape, seed: shape.seed + 1 }).filter((row) => row.label !== label)),
  'without weight in the holdout': (tables, label, shape) => {
    tables.holdout = rowsOf({ ...shape, seed: shape.seed + 1 });
    for (const row of ofClass(tables.holdout, label)) row.weight = 0;
  },
  'one vector in the holdout': (tables, label, shape) => {
    tables.holdout = rowsOf({ ...shape, seed: shape.seed + 1 });
    for (const row of ofClass(tables.holdout, label)) Object.assign(row, { x: 9, z: 9 });
  },
  'set aside in the holdout': (tables, label, shape) => {
    tables.holdout = rowsOf({ ...shape, seed: shape.seed + 1 });
    for (const row of ofClass(tables.holdout, label)) row.label = 'unknown';
  },
};

function keep(tables: Tables, label: string, most: number): void {
  const kept = new Set(ofClass(tables.rows, label).slice(0, most));
  tables.rows = tables.rows.filter((row) => row.label !== label || kept.has(row));
}

function csvOf(rows: readonly Row[]): string {
  return `x,z,w,label\n${rows.map(({ x, z, weight, label }) => `${x},${z},${weight},${label}\n`).join('')}`;
}

let runs = 0;

async function runOn({ rows, holdout }: Tables, classes: number, sets: readonly string[] = []) {
  const at = (name: string) => join(folder.path, `${runs}-${name}`);
  runs++;
  const values = names.slice(0, classes).join(', ');
  const target =
    classes === 2
      ? `{ name: label, kind: binary, role: target, values: [${values}], positive: scan }`
      : `{ name: label, kind: categorical, role: target, values: [${values}] }`;
  await writeFile(
    at('t.yaml'),
    `name: flows\ncolumns:\n  - { name: x, kind: numeric }\n  - { name: z, kind: numeric }\n  - { name: w, kind: numeric, role: weight }\n  - ${target}\n`,
  );
  await writeFile(at('t.csv'), csvOf(rows));
  if (holdout !== null) await writeFile(at('h.csv'), csvOf(holdout));
  const settings = [
    'backend=cpu',
    'training.folds=2',
    'training.epochs=12',
    'training.batchSize=16',
    'training.candidates=[{name: lr, hidden: [], learningRate: 0.05}]',
    'evaluation.resamples=20',
    ...sets,
  ];
  return runCommand([
    'run',
    '--source',
    at('t.csv'),
    '--schema',
    at('t.yaml'),
    '--out',
    at('out'),
    '--json',
    ...(holdout === null ? [] : ['--holdout', at('h.csv')]),
    ...settings.flatMap((setting) => ['--set', setting]),
  ]);
}

test('is never accepted without a word, whichever class and in whichever way', async () => {
  const seen: string[] = [];
  for (const [way, take] of Object.entries(ways)) {
    const tables = fc.record({
      classes: fc.integer({ min: 2, max: 4 }),
      rows: fc.integer({ min: 120, max: 200 }),
      seed: fc.integer({ min: 1, max: 1000 }),
      missing: fc.nat({ max: 3 }),
      by: fc.constantFrom('vector', 'row'),
    });
    await fc.assert(
      fc.asyncProperty(tables, async ({ missing, by, ...shape }) => {
        const label = names[missing % shape.classes]!;
        const made: Tables = { rows: rowsOf(shape), holdout: null };
        take(made, label, shape);
        const { code, stderr, stdout } = await runOn(made, shape.classes, [`split.by=${by}`]);
        seen.push(`${way}: ${code}`);
        if (code !== 0) {
          assert.equal(code, 2, stderr);
          assert.match(stderr, new RegExp(`${label}|column \`w\``), way);
          assert.match(stderr, /expected/);
          return;
        }
        const { verdict, warnings } = JSON.parse(stdout) as RunReport;
        const told = warnings.filter(({ name }) => name === 'fewVectors').map(({ text }) => text);
        const words = [...(verdict.accepted ? [] : verdict.reasons), ...told].join('; ');
        assert.match(words, new RegExp(`class ${label}`), `${way}, ${label}: ${JSON.stringify(verdict)}`);
      }),
      { numRuns: 3 },
    );
  }
  assert.equal(new Set(seen.map((one) => one.split(':')[0])).size, Object.keys(ways).length);
});

test('a table with all classes is accepted, and without a word', async () => {
  for (const classes of [2, 3]) {
    const { code, stdout, stderr } = await runOn(
      { rows: rowsOf({ classes, rows: 180, seed: 5 }), holdout: null },
      classes,
    );
    assert.equal(code, 0, stderr);
    const { verdict, warnings, candidates, chosen, withoutEffect, gain } = JSON.parse(stdout) as RunReport;
    assert.ok(verdict.accepted, verdict.reasons.join());
    assert.deepEqual([warnings, withoutEffect], [[], []]);
    const prior = candidates.find(({ name }) => name === 'prior')!;
    assert.deepEqual([prior.eligible, prior.drawn, prior.epochs], [false, false, []]);
    assert.ok(Math.abs(prior.outOfFold.logLoss! - Math.log(classes)) < 0.01);
    assert.equal(prior.outOfFold.rocAuc, 0.5);
    assert.equal(chosen, 'lr');
    const own = candidates.find(({ name }) => name === chosen)!;
    assert.deepEqual(own.epochs, [12]);
    assert.ok(Math.abs(prior.outOfFold.logLoss! - own.outOfFold.logLoss! - gain.logLoss) < 1e-9);
  }
});

test('labels that no feature has to do with make no model, each refusal has its setting', async () => {
  for (const seed of [1, 2, 3]) {
    const random = createRandom(seed);
    const rows = rowsOf({ classes: 2, rows: 300, seed }).map((row) => ({
      ...row,
      label: names[random.integer(2)]!,
      x: random.normal(),
    }));
    const verdictOf = async (...sets: string[]) => {
      const { stdout, stderr } = await runOn({ rows, holdout: null }, 2, sets);
      assert.notEqual(stdout, '', stderr);
      return (JSON.parse(stdout) as RunReport).verdict;
    };
    const { accepted, reasons } = await verdictOf();
    assert.ok(!accepted);
    assert.match(
      reasons[0]!,
      /no better than always saying (?:calm|scan): out of fold.*`evaluation\.beatPrior`/,
    );
    assert.ok((await verdictOf('evaluation.beatPrior=false')).accepted);
  }
});

test('a holdout of a few rows is no judge', async () => {
  const rows = rowsOf({ classes: 2, rows: 200, seed: 3 });
  const holdout = rowsOf({ classes: 2, rows: 8, seed: 4 });
  const verdictOf = async (...sets: string[]) =>
    (JSON.parse((await runOn({ rows, holdout }, 2, sets)).stdout) as RunReport).verdict;
  assert.deepEqual((await verdictOf()).reasons, [
    'the holdout has 8 rows with weight, too few to judge by: at least 20 are needed (`evaluation.minimumRows`)',
    'the holdout has too few rows with weight to judge by: 4 of class calm, 4 of class scan, at least 5 of each class are needed (`evaluation.minimumPerClass`)',
  ]);
  assert.ok((await verdictOf('evaluation.minimumRows=8', 'evaluation.minimumPerClass=4')).accepted);
});

test.run();
