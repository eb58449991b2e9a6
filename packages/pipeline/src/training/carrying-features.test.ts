import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLogger, defineSchema, type Limits, loadConfig } from '@rampart/core';
import { createRandom } from '@rampart/core/internal';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { recordsSource, TrainingPipeline } from '../index.ts';
import { summarizeRun } from '../report/summarize-run.ts';
import { quickSettings } from '../testing/example-table.ts';
import { suspectFeatures } from './selection/suspect-features.ts';

const test = suite('features that carry a model');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());
const start = 1_699_000_000;
let runs = 0;

/** A run over 600 rows whose label is told by `attack`, of a clock of any name, noise and a size that tells `isLarge`. */
function run(
  attack: (row: { late: boolean; isLarge: boolean }) => boolean,
  limits?: Limits,
  clocks: readonly string[] = ['f7'],
) {
  const random = createRandom(4);
  const rows = Array.from({ length: 600 }, (_, row) => {
    const size = Math.round(100 * random.normal());
    const times = clocks.map((name, at) => [name, String(start + row * 17 + at * (3 + random.integer(9)))]);
    const label = attack({ late: row >= 400, isLarge: size > 50 });
    const isNoise = random.next() < 0.05;
    return {
      ...Object.fromEntries(times),
      size,
      noise: random.normal(),
      attack: label !== isNoise ? 'yes' : 'no',
    };
  });
  return new TrainingPipeline({
    source: recordsSource(rows, { name: 'flows' }),
    schema: defineSchema({
      name: 'flows',
      columns: [
        ...clocks.map((name) => ({ name, kind: 'numeric' as const })),
        { name: 'size', kind: 'numeric' },
        { name: 'noise', kind: 'numeric' },
        { name: 'attack', kind: 'binary', role: 'target', values: ['no', 'yes'], positive: 'yes' },
      ],
      ...(limits && { limits }),
    }),
    config: loadConfig({ sets: quickSettings }),
    out: join(folder.path, `${runs++}`),
    logger: createLogger({ level: 'error' }),
  }).run();
}

const carried = ({ report }: Awaited<ReturnType<typeof run>>) =>
  report.warnings.filter(({ name }) => name === 'carryingFeature');

test('a clock that tells the label is warned of, in the report, on the page and in the terminal', async () => {
  const made = await run(({ late }) => late);
  const [warning, ...others] = carried(made);
  deepEqual([warning?.columns, others], [['f7'], []]);
  ok(warning!.share! > 0.8, String(warning!.share));
  match(warning!.text, /`f7` looks like a clock \(it looks like seconds since 1970\)/);
  match(summarizeRun(made.report), /carryingFeature: `f7` looks like a clock/);
  match(await readFile(made.report.page, 'utf8'), /looks like a clock/);
  await rejects(
    () => run(({ late }) => late, { carryingFeature: 'fail' }),
    /limit `carryingFeature`: expected at most 50 %/,
  );
});

test('a clock beside what tells the label is no news; two that tell the same carry together', async () => {
  const made = await run(({ isLarge }) => isLarge);
  deepEqual(carried(made), []);
  deepEqual(
    made.training.carriers?.map(({ features }) => features),
    [['f7']],
  );
  const [warning] = carried(await run(({ late }) => late, undefined, ['first', 'last']));
  ok(['first,last', 'first', 'last'].includes(warning!.columns.join()));
});

test('nothing is tried of a table without a clock or an identifier', async () => {
  const made = await run(({ isLarge }) => isLarge, undefined, []);
  ok(made.training.gain.logLoss > 0.1);
  equal('carriers' in made.training, false);
});

test('features are suspected by how they behave', () => {
  const random = createRandom(8);
  const numbers: Record<string, [(row: number) => number, string]> = {
    rising: [(row) => Math.floor(row / 3), 'clock'],
    falling: [(row) => 900 - row * 1.5, 'clock'],
    milliseconds: [() => 1.6e12 + random.integer(1e9), 'clock'],
    microseconds: [() => 1.6e15 + random.integer(1e9) * 1e3, 'clock'],
    running: [(row) => (row * 7) % 300, 'identifier'],
    flow_id: [(row) => ((row * 7919) % 97) * 31, 'identifier'],
    bytes: [() => random.integer(1e6), 'none'],
    rate: [() => random.normal(), 'none'],
    port: [() => random.integer(65_536), 'none'],
    flag: [(row) => Number(row > 100), 'none'],
    gaps: [(row) => (row % 2 === 0 ? Number.NaN : random.normal()), 'none'],
  };
  for (const [name, [make, expected]] of Object.entries(numbers)) {
    const values = Float64Array.from({ length: 300 }, (_, row) => make(row));
    const origin = name === 'flag' ? 0 : 0.1 + (values.find((value) => !Number.isNaN(value)) ?? 0);
    const [found] = suspectFeatures({
      encoding: [{ name, type: 'number', origin }],
      columns: [values.map((value) => value - origin)],
    });
    equal(found?.looksLike ?? 'none', expected, `${name}: ${found?.why}`);
  }
  const hosts = Array.from({ length: 40 }, (_, at) => `10.0.${at}.7`);
  const [host] = suspectFeatures({
    encoding: [{ name: 'peer', type: 'category', vocabulary: hosts }],
    columns: [Float64Array.from({ length: 300 }, (_, row) => (row * 17) % 41)],
  });
  equal(host?.looksLike, 'identifier');
});

test.run();
