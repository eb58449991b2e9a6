import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createLogger, type EpochEvent, loadConfig, type ProgressEvent } from '@rampart/core';
import { temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { exampleSchema, quickSettings, writeExample } from '../testing/example-table.ts';
import { TrainingPipeline, type TrainingPipelineOptions } from '../training-pipeline.ts';
import type { RunLogLine } from './run-log.ts';
import type { Figures, RunStart, RunStatus, RunSummary, Tracker } from './tracker.ts';

const test = suite('trackRun');
const folder = await temporaryDirectory();
test.after(() => folder[Symbol.asyncDispose]());
const { source } = await writeExample(folder.path);

/** A tracker that keeps what it is told. */
function keepingTracker() {
  const kept = {
    start: undefined as RunStart | undefined,
    steps: [] as [number, Figures][],
    ends: [] as [RunStatus, RunSummary][],
  };
  const tracker: Tracker = {
    name: 'keeping',
    startRun(start, onTrouble) {
      kept.start = start;
      onTrouble('the first trouble');
      onTrouble('the second trouble');
      return {
        log: (figures, step) => void kept.steps.push([step, figures]),
        end: async (...end) => void kept.ends.push(end),
      };
    },
  };
  return { tracker, kept };
}

async function run(
  out: string,
  { sets = [], ...options }: Partial<TrainingPipelineOptions> & { readonly sets?: readonly string[] } = {},
) {
  const { tracker, kept } = keepingTracker();
  const stream = new PassThrough();
  const events: ProgressEvent[] = [];
  const pipeline = new TrainingPipeline({
    source,
    schema: exampleSchema,
    config: loadConfig({ sets: [...quickSettings, ...sets] }),
    out: join(folder.path, out),
    logger: createLogger({ stream }),
    trackers: [tracker],
    progress: (event) => events.push(event),
    ...options,
  });
  const result = await pipeline.run().then(
    (value) => ({ value, error: undefined }),
    (error: unknown) => ({ value: undefined, error }),
  );
  stream.end();
  return { ...result, kept, events, log: await text(stream) };
}

test('a run is told with its settings, the epochs of its last network and what it came to', async () => {
  const { value, kept, events } = await run('told');
  const { report, training } = value!;
  equal(kept.start!.runId, report.runId);
  equal(kept.start!.params['training.epochs'], '15');
  equal(kept.start!.params['training.candidates.1.hidden'], '[8]');
  equal(kept.start!.tags['schema'], 'flows');
  deepEqual(
    kept.steps,
    training.history.map(({ epoch, loss, learningRate }) => [epoch, { loss, learningRate }]),
  );
  const [[status, { figures, tags }], ...others] = kept.ends as [[RunStatus, RunSummary]];
  deepEqual([status, others], ['finished', []]);
  deepEqual([tags['run'], tags['chosen']], [report.runId, report.chosen]);
  equal(figures['holdout/accuracy'], report.holdout.metrics.accuracy.value);
  equal(
    figures['candidates/mlp-8/logLoss'],
    report.candidates.find(({ name }) => name === 'mlp-8')!.outOfFold.logLoss,
  );
  ok(Object.values(figures).every(Number.isFinite));
  // Every epoch of every network goes through `progress`, each network's in order.
  const epochs = events.filter((event): event is EpochEvent => event.type === 'epoch');
  const networks = new Map<string, EpochEvent[]>();
  for (const event of epochs) {
    const network = `${event.candidate} ${event.fold}`;
    networks.set(network, [...(networks.get(network) ?? []), event]);
  }
  equal(networks.size, 5);
  for (const one of networks.values()) {
    deepEqual(
      one.map(({ epoch }) => epoch),
      Array.from({ length: one.length }, (_, at) => at + 1),
    );
    ok(one.every((event) => event.stage === 'ModelTrainer' && event.folds === 2));
  }
});

test('trackers change no result: a run with others is skipped, and tells the same figures', async () => {
  const first = await run('again');
  const place = join(folder.path, 'events');
  const second = await run('again', { sets: [`tracking.tensorboard=${place}`] });
  const skipped = second.events.flatMap((event) => (event.type === 'stage-skip' ? [event.stage] : []));
  ok(skipped.includes('ModelTrainer'));
  deepEqual(second.kept.steps, first.kept.steps);
  const figuresOf = ({ kept }: typeof first) => {
    const { seconds: _, ...figures } = kept.ends[0]![1].figures;
    return figures;
  };
  deepEqual(figuresOf(second), figuresOf(first));
  deepEqual(await readdir(place), [second.value!.runId]);
  ok(!JSON.stringify(second.kept.start).includes('tensorboard'));
});

test('the log in the run directory is always there', async () => {
  const { value, kept } = await run('logged');
  const text = await readFile(join(folder.path, 'logged/runs', value!.runId, 'metrics.jsonl'), 'utf8');
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as RunLogLine);
  deepEqual(
    lines.map(({ type }) => type),
    ['start', ...kept.steps.map(() => 'figures'), 'end'],
  );
});

test('a run that fails or is killed is told so, and keeps its error', async () => {
  const bad = 'bytes,flag,protocol,attack\nx,9,tcp,yes\n';
  const table = await writeExample(join(folder.path, 'bad-table'), bad);
  const failed = await run('failed', { source: table.source });
  match(String(failed.error), /DataIngestion|DataValidation/);
  deepEqual(failed.kept.ends, [['failed', { figures: {}, tags: {} }]]);

  const abort = new AbortController();
  const killed = await run('killed', {
    signal: abort.signal,
    progress: (event) => event.type === 'epoch' && abort.abort(),
  });
  match(String(killed.error), /abort signal/);
  deepEqual(killed.kept.ends, [['killed', { figures: {}, tags: {} }]]);
});

test('the first trouble of a tracker is a warning, the others are not', async () => {
  const { log } = await run('troubled');
  equal(log.match(/keeping: the first trouble; the run goes on/g)?.length, 1);
  ok(!log.includes('the second trouble'));
});

test.run();
