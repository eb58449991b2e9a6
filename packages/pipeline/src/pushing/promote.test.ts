import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRunContext, loadConfig, type Logger, openStore, type ProgressEvent } from '@rampart/core';
import { perMetric } from '@rampart/core/internal';
import { useBackend } from '@rampart/core/tensor';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import type { RunReport } from '../report/run-report.ts';
import { exampleSchema, quickSettings, writeExample } from '../testing/example-table.ts';
import { TrainingPipeline } from '../training-pipeline.ts';
import { contractConfig, evaluationInput, pusherInput } from '../testing/example-inputs.ts';
import { promote } from './promote.ts';
import { ModelPusher } from './stage.ts';

const test = suite('promote');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());
const { source, schema } = await writeExample(folder.path);

/** A logger that keeps what it is told. */
function listener(): Logger & { readonly lines: string[] } {
  const lines: string[] = [];
  const write = (line: unknown) => void lines.push(String(line));
  const logger = { lines, info: write, warn: write, error: write, debug: () => {}, child: () => logger };
  return logger as unknown as Logger & { readonly lines: string[] };
}

/** Candidates of one split that are the better the longer they were trained, and what each is judged by. */
async function candidates(out: string) {
  const made = [];
  for (const epochs of [1, 4, 60]) {
    const config = loadConfig({ sets: [...quickSettings, 'backend=cpu', `training.epochs=${epochs}`] });
    const run = await new TrainingPipeline({
      source,
      schema: exampleSchema,
      config,
      out,
      logger: listener(),
    }).run();
    const { ingestion, validation, transformation, training, evaluation } = run;
    const trained = {
      schema: exampleSchema,
      backend: await useBackend('cpu'),
      groupedBy: [],
      validation,
      transformation,
      training,
    };
    made.push({ trained, evaluation, splitDigest: ingestion.split.sha256, version: run.pushing.version });
  }
  return made;
}

test('candidates promoted at once end with the best in production, whoever was first', async () => {
  const out = join(folder.path, 'at-once');
  const made = await candidates(out);
  const losses = made.map(({ evaluation }) => evaluation.metrics.logLoss.value!);
  deepEqual(
    losses,
    losses.toSorted((a, b) => b - a),
    'longer training is better here',
  );
  const published = openStore(join(out, 'bundles/flows'));
  const { evaluation } = loadConfig({ sets: quickSettings });
  let again = 0;
  for (const [round, order] of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0],
  ].entries()) {
    const address = join(folder.path, `store-${round}`);
    for (const { version } of made) await openStore(address).publish(() => published.read(version));
    const logger = listener();
    const promotions = await Promise.all(
      order.map(async (at) => {
        const context = await createRunContext({
          out,
          store: address,
          seed: 1,
          logger,
          runId: `run-${round}-${at}`,
        });
        return { at, ...(await promote(made[at]!, evaluation, context)) };
      }),
    );
    again += logger.lines.filter((line) => line.includes('compared anew')).length;
    const store = openStore(address);
    equal(await store.alias('production'), made[2]!.version);
    const best = promotions.find(({ at }) => at === 2)!;
    ok(best.verdict.accepted && best.production);
    const entries = await store.entries();
    equal(entries.length, 3, 'one verdict a candidate');
    let inProduction: unknown = null;
    for (const entry of entries) {
      if (entry['event'] === 'rejected') continue;
      equal(entry['was'], inProduction);
      inProduction = entry['version'];
    }
    equal(inProduction, made[2]!.version);
    for (const { at, champion, verdict } of promotions) {
      const entry = entries.find(({ runId }) => runId === `run-${round}-${at}`)!;
      equal(entry['event'], verdict.accepted ? 'accepted' : 'rejected');
      deepEqual(entry['reasons'], verdict.reasons);
      if (champion === null) match(verdict.reasons[0]!, /no version is in production yet/);
      else match(verdict.reasons[0]!, new RegExp(`that of version ${champion.version} in production`));
    }
  }
  ok(again >= 2, `${again} comparisons were made anew`);
});

test('what is in production already stays; a champion is scored on its own, once', async () => {
  const out = join(folder.path, 'again');
  const stages: string[] = [];
  const logger = listener();
  const progress = ({ type, ...event }: ProgressEvent) => {
    if ('stage' in event && event.stage === 'ChampionEvaluation') stages.push(type);
  };
  const context = await createRunContext({ out, seed: 3, logger, progress });
  const { store } = context;
  const pushed = await pusherInput(context);
  const { version } = await new ModelPusher({}).run(pushed, context);
  const trained = await evaluationInput(context);
  const { evaluation } = contractConfig;
  const candidate = { version, trained, evaluation: pushed.evaluation, splitDigest: 'p' };
  const first = await promote(candidate, evaluation, context);
  deepEqual([first.verdict.accepted, first.production, first.champion], [true, true, null]);

  const before = await store.entries();
  const again = await promote(candidate, evaluation, context);
  deepEqual(again.verdict, {
    accepted: false,
    unchanged: true,
    reasons: ['it is the same model as version 1 in production'],
  });
  equal(again.production, true);
  deepEqual(await store.entries(), before, 'the ledger says nothing of it');
  deepEqual(stages, []);

  // Another threshold makes another decision of the same scores, so that the champion's have to be got.
  const [complete, ...others] = trained.training.decisions;
  const decisions = [{ ...complete!, threshold: complete!.threshold / 2 }, ...others];
  const other = { ...candidate, trained: { ...trained, training: { ...trained.training, decisions } } };
  const minimum = { ...evaluation, minimum: { accuracy: 1 } };
  for (let time = 0; time < 2; time++) {
    const { champion, verdict } = await promote(other, minimum, context);
    deepEqual([verdict.accepted, champion!.version], [false, '1']);
    deepEqual(
      champion!.metrics,
      perMetric((name) => pushed.evaluation.metrics[name].value),
    );
  }
  deepEqual(
    stages.filter((type) => type !== 'stage-progress'),
    ['stage-start', 'stage-end', 'stage-skip'],
  );
});

test('three runs at once in one directory end with the best of them in production', async () => {
  const out = join(folder.path, 'processes');
  const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
  const settings = [
    ['training.epochs=2', 'training.candidates=[{name: a, hidden: []}]'],
    ['training.epochs=25', 'training.candidates=[{name: b, hidden: [4]}]'],
    ['training.epochs=60'],
  ];
  const ends = settings.map(async (own) => {
    const line = ['run', '--source', source, '--schema', schema, '--out', out, '--json'];
    const sets = [...quickSettings, 'backend=cpu', ...own].flatMap((setting) => ['--set', setting]);
    const loader = ['--conditions=@rampart/source', '--import', 'tsx'];
    const child = spawn(process.execPath, [...loader, main, ...line, ...sets], { stdio: 'ignore' });
    return (await once(child, 'exit'))[0] as number;
  });
  deepEqual(await Promise.all(ends), [0, 0, 0]);
  const runs = await readdir(join(out, 'runs'));
  const reports = await Promise.all(
    runs.map(
      async (run) => JSON.parse(await readFile(join(out, 'runs', run, 'report.json'), 'utf8')) as RunReport,
    ),
  );
  equal(reports.length, 3);
  const loss = ({ holdout }: RunReport) => holdout.metrics.logLoss.value!;
  const [best] = reports.toSorted((a, b) => loss(a) - loss(b));
  const store = openStore(join(out, 'bundles/flows'));
  equal(await store.alias('production'), best!.bundle.version);
  ok(best!.bundle.production);
  const verdicts = (await store.entries()).filter(({ event }) => event !== 'holdout-read');
  equal(verdicts.length, 3);
  const moves = verdicts.filter(({ event }) => event === 'accepted');
  for (const [i, { was }] of moves.entries()) equal(was, moves[i - 1]?.['version'] ?? null);
});

test.run();
