import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSchema } from '../../packages/core/src/index.ts';
import { rampart } from '../program.mjs';
import { describeMachine } from '../machine.mjs';
import { markdownTable } from '../markdown-table.mjs';
import { measureProcess } from '../measure-process.mjs';
import { pythonEnvironment } from '../python-environment.mjs';
import { reasonOf } from '../reason-of.mjs';
import { compareByFolds, compareByTest } from './comparison.mjs';
import { pairedDifferences } from './paired-differences.mjs';
import { qualityRow } from './quality-row.mjs';
import { scorePeer } from './score-peer.mjs';

const packages = ['scikit-learn==1.9.1', 'catboost==1.2.10', 'lightgbm==4.7.0', 'pandas==3.1.1'];
const trees = ['random-forest', 'extra-trees', 'hist-gradient-boosting', 'catboost', 'lightgbm'];

const root = resolve(import.meta.dirname, '../..');
const text = /** @type {const} */ ({ type: 'string' });
const { values } = parseArgs({
  options: {
    table: text,
    train: text,
    test: text,
    schema: text,
    target: text,
    positive: text,
    data: { ...text, default: join(root, 'Network_Data') },
    folds: { ...text, default: '10' },
    seed: { ...text, default: '7' },
    set: { ...text, multiple: true, default: [] },
    also: { ...text, multiple: true, default: [] },
    peers: text,
    python: text,
  },
});
const folder = await mkdtemp(join(tmpdir(), 'quality-'));
try {
  await compare();
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function compare() {
  const { table, train, test, target } = values;
  const inData = (path) => resolve(values.data, path);
  const common = { ...(await schemaOf(inData)), target, seed: values.seed, variants: variants(), folder };
  const compared =
    table === undefined
      ? await compareByTest({ ...common, train: inData(train), test: inData(test) })
      : await compareByFolds({ ...common, table: inData(table), folds: values.folds });
  const { positive, classes } = compared.valid;
  console.log(`${compared.told}; ${describeMachine()}`);
  const peers = await scoredPeers(compared);
  const f1 = positive === null ? 'macro F1' : `F1 of ${classes[positive]}`;
  const header = ['', 'accuracy, %', `${f1}, %`, 'ROC AUC', 'log-loss', 'Brier', 'ECE', 'seconds'];
  console.log(`\n${markdownTable(header, [...compared.rows, ...peers].map(qualityRow))}`);
  const differences = pairedDifferences(compared.rows, peers);
  if (differences.length === 0) return;
  const about = ['', 'ahead of', 'points of accuracy', 'standard error'];
  console.log(`\n${markdownTable(about, differences)}`);
}

/** The schema that is named, or, with a target, a first one of the table. */
async function schemaOf(inData) {
  const { schema, table, target, positive } = values;
  let schemaFile = schema;
  if (target !== undefined) {
    schemaFile = join(folder, 'schema.yaml');
    const about = ['--target', target, ...(positive === undefined ? [] : ['--positive', positive])];
    await rampart('schema', 'infer', inData(table), ...about, '--to', schemaFile);
  } else if (existsSync(resolve(schema))) {
    schemaFile = resolve(schema);
  } else {
    schemaFile = join(root, 'data_schema', `${schema}.yaml`);
  }
  return { schemaFile, schema: readSchema(await readFile(schemaFile, 'utf8'), schemaFile) };
}

/** What is asked of Rampart: the settings of `--set`, then, one by one, each of `--also` beside them. */
function variants() {
  const named = (settings) => (settings.length === 0 ? 'defaults' : settings.join(', '));
  return [[], ...values.also.map((setting) => [setting])].map((more) => {
    const settings = [...values.set, ...more];
    return { name: `rampart, ${named(settings)}`, settings };
  });
}

/** Trains the peers one after another on the very same rows. */
async function scoredPeers({ valid, folds, raw }) {
  const python = await pythonEnvironment(packages, { name: 'quality', interpreter: values.python });
  if (python.absent !== undefined) {
    console.log(`skipped: all peers: ${python.absent}`);
    return [];
  }
  console.log(python.versions);
  const job = join(folder, 'job.json');
  const { labels, columns, classes } = valid;
  await writeFile(
    job,
    JSON.stringify({ columns, labels, classes: classes.length, folds, raw, seed: Number(values.seed) }),
  );
  const usual = values.target === undefined ? ['logistic-regression', ...trees] : ['hist-gradient-boosting'];
  const scored = [];
  for (const name of values.peers?.split(',') ?? usual) {
    const answer = join(folder, `${name}.json`);
    try {
      const program = join(import.meta.dirname, 'peer.py');
      // -B: no compiled files among the sources.
      await measureProcess(python.interpreter, ['-B', program, name, job, answer], folder);
      const { probabilities, seconds } = JSON.parse(await readFile(answer, 'utf8'));
      scored.push({ name, ...scorePeer(probabilities, folds, valid), seconds });
    } catch (error) {
      console.log(`skipped: ${name}: ${reasonOf(error)}`);
    }
  }
  return scored;
}
