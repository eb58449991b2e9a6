import { deepEqual, equal, ok } from 'node:assert/strict';
import { inspect } from 'node:util';
import { createRandom } from '@rampart/core/internal';
import type { Test } from 'uvu';
import type { Figures, RunStart, RunStatus, RunSummary, Texts, Tracker } from '../tracking/tracker.ts';

/** A run as the place that a tracker writes to has it. */
export interface ReadRun {
  readonly params: Texts;
  readonly tags: Texts;
  /** Figure → its points in the order of the steps. */
  readonly points: ReadonlyMap<string, readonly { readonly step: number; readonly value: number }[]>;
  readonly status: RunStatus;
}

/** What the contract suite must know of a tracker. */
export interface TrackerContract {
  /** A tracker to a place of its own, where nothing is yet. */
  open(place: string): Tracker | Promise<Tracker>;
  read(place: string, runId: string): Promise<ReadRun>;
  /** A tracker to a place that cannot be used. */
  broken(): Tracker | Promise<Tracker>;
  /** What the place makes of a figure; nothing where left out. */
  readonly kept?: (value: number) => number;
  /** Texts that must never be seen: passwords, tokens. */
  readonly secrets?: readonly string[];
}

const summary: RunSummary = {
  figures: { 'candidates/mlp-8/logLoss': 0.25, 'holdout/accuracy': 0.96875, threshold: 0.4375 },
  tags: { chosen: 'mlp-8', decision: 'accepted' },
};

/** Registers the tests that every tracker must pass. */
export function testTracker(test: Test, name: string, contract: TrackerContract): void {
  const { kept = (value) => value, secrets = [] } = contract;
  const check = (what: string, run: (place: string) => Promise<void>) =>
    test(`${name}: ${what}`, () => run(what.replace(/\W+/g, '-').slice(0, 30)));

  /** Follows a run from its start to its end; the troubles that were told. */
  async function follow(
    tracker: Tracker,
    start: RunStart,
    steps: readonly Figures[],
    [status, end]: [RunStatus, RunSummary] = ['finished', summary],
  ): Promise<string[]> {
    const troubles: string[] = [];
    const run = tracker.startRun(start, (trouble) => troubles.push(trouble));
    for (const [at, figures] of steps.entries()) run.log(figures, at + 1);
    await run.end(status, end);
    return troubles;
  }

  check('settings, tags, figures and the outcome are read back', async (place) => {
    const start = startOf('a');
    const steps = [
      { loss: 0.7, validationLoss: 0.8 },
      { loss: 0.1 + 0.2, validationLoss: 1e-300 },
      { loss: 5e-7 },
    ];
    deepEqual(await follow(await contract.open(place), start, steps), []);
    const read = await contract.read(place, start.runId);
    deepEqual(read.params, start.params);
    deepEqual(read.tags, { ...start.tags, ...summary.tags });
    equal(read.status, 'finished');
    const points = (values: readonly number[], first = 1) =>
      values.map((value, at) => ({ step: first + at, value: kept(value) }));
    deepEqual(
      new Map([...read.points].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      new Map([
        ['candidates/mlp-8/logLoss', points([0.25], 0)],
        ['holdout/accuracy', points([0.96875], 0)],
        ['loss', points([0.7, 0.1 + 0.2, 5e-7])],
        ['threshold', points([0.4375], 0)],
        ['validationLoss', points([0.8, 1e-300])],
      ]),
    );
  });

  check('thousands of figures all arrive, each at its step', async (place) => {
    const random = createRandom(5);
    const steps = Array.from({ length: 2500 }, () => ({ loss: random.next(), learningRate: random.next() }));
    const start = startOf('many');
    deepEqual(await follow(await contract.open(place), start, steps), []);
    const { points } = await contract.read(place, start.runId);
    for (const figure of ['loss', 'learningRate'] as const) {
      const wanted = steps.map((step, at) => ({ step: at + 1, value: kept(step[figure]) }));
      deepEqual(points.get(figure), wanted);
    }
  });

  check('runs at the same time do not mix', async (place) => {
    const tracker = await contract.open(place);
    const starts = ['one', 'two', 'three'].map(startOf);
    await Promise.all(starts.map((start, at) => follow(tracker, start, [{ loss: at }, { loss: at + 0.5 }])));
    for (const [at, { runId }] of starts.entries()) {
      const { points } = await contract.read(place, runId);
      deepEqual(
        points.get('loss')?.map(({ value }) => value),
        [at, at + 0.5],
      );
    }
  });

  check('a run that fails or is killed is told so, with what there was until then', async (place) => {
    const tracker = await contract.open(place);
    for (const status of ['failed', 'killed'] as const) {
      const start = startOf(status);
      await follow(tracker, start, [{ loss: 1 }], [status, { figures: {}, tags: {} }]);
      const read = await contract.read(place, start.runId);
      equal(read.status, status);
      deepEqual(read.tags, start.tags);
      deepEqual([...read.points.keys()], ['loss']);
    }
  });

  check('a place that cannot be used is told and costs nothing else', async () => {
    const steps = Array.from({ length: 500 }, () => ({ loss: 1 }));
    const troubles = await follow(await contract.broken(), startOf('broken'), steps);
    ok(troubles.length > 0);
    for (const text of troubles) for (const secret of secrets) ok(!text.includes(secret), text);
  });

  check('it shows no secret', async (place) => {
    const tracker = await contract.open(place);
    for (const secret of secrets) ok(!inspect(tracker, { depth: 4 }).includes(secret));
  });
}

function startOf(name: string): RunStart {
  return {
    runId: `run-${name}-${process.pid}`,
    params: { seed: '7', 'training.epochs': '20', 'training.candidates.0.hidden': '[64,32]' },
    tags: { schema: 'flows', source: 'flows.csv', backend: 'wasm' },
  };
}
