// Times the training of two networks beside TensorFlow.js, scikit-learn, Keras and PyTorch, one process after another.
// Usage: node benchmarks/training/run.mjs [--epochs=3] [--rounds=1] [--only=a,b] [--python=<one that has the packages>]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from '../machine.mjs';
import { markdownTable } from '../markdown-table.mjs';
import { measureProcess } from '../measure-process.mjs';
import { buildKernel, root } from '../program.mjs';
import { reasonOf } from '../reason-of.mjs';
import { contenders } from './contenders.mjs';
import { batchSizes, networks, rows, writeJob } from './networks.mjs';
import { bestRate, betterRates, ratios } from './rates.mjs';

const { values } = parseArgs({
  options: {
    epochs: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '1' },
    only: { type: 'string' },
    python: { type: 'string' },
  },
});
const folder = await mkdtemp(join(tmpdir(), 'training-'));
try {
  await buildKernel();
  const job = await writeJob(folder, 1 + Number(values.epochs));
  const wanted = values.only?.split(',');
  const all = (await contenders(job, values.python)).filter(
    ({ name }) => wanted === undefined || wanted.some((part) => name.includes(part)),
  );
  console.log(`${rows} rows; ${describeMachine()}`);
  const measured = new Map();
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const contender of all) await measure(contender, measured);
  }
  for (const { name: network } of networks) printTables(network, all, measured);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Runs a contender and keeps its rates under its name: of each network those at each batch size. */
async function measure({ name, command, args }, measured) {
  try {
    const { stdout } = await measureProcess(command, args, root);
    const timed = JSON.parse(stdout.trimEnd().split('\n').at(-1));
    const known = measured.get(name);
    const rates = networks.map(({ name: network }) => {
      const own = timed.filter((one) => one.network === network);
      return [
        network,
        betterRates(
          known?.get(network),
          own.map(({ seconds }) => bestRate(rows, seconds)),
        ),
      ];
    });
    measured.set(name, new Map(rates));
    console.log(`done: ${name}`);
  } catch (error) {
    console.log(`skipped: ${name}: ${reasonOf(error)}`);
  }
}

/** Samples a second of every contender, then how many times a peer's ours are. */
function printTables(network, all, measured) {
  const ratesOf = (name) => measured.get(name)?.get(network);
  const batches = batchSizes.map((size) => `batch ${size}`);
  const known = all.filter(({ name }) => ratesOf(name) !== undefined);
  const speeds = known.map(({ name }) => [
    name,
    ...ratesOf(name).map((rate) => Math.round(rate).toLocaleString('en')),
  ]);
  console.log(`\n${markdownTable([`samples a second, ${network}`, ...batches], speeds)}`);
  const compared = known.flatMap(({ name, against = [] }) => {
    const ours = against.find((one) => ratesOf(one) !== undefined);
    if (ours === undefined) return [];
    const cells = ratios(ratesOf(ours), ratesOf(name)).map((ratio) => ratio.toFixed(2));
    return [[`${ours} / ${name}`, ...cells]];
  });
  console.log(`\n${markdownTable([`ratio, ${network}`, ...batches], compared)}`);
}
