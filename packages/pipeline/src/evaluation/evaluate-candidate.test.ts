import { deepEqual, equal } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import {
  atPrevalence,
  classificationMetrics,
  createLogger,
  createRunContext,
  type ProgressEvent,
} from '@rampart/core';
import { perMetric } from '@rampart/core/internal';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { readArrow } from '../table/arrow-file.ts';
import { contractConfig, contractSchema, evaluationInput } from '../testing/example-inputs.ts';
import { evaluateCandidate } from './evaluate-candidate.ts';
import { labelsOf } from './evaluate-predictor.ts';

const test = suite('evaluateCandidate');
const out = await temporaryDirectory();
test.after(() => out[Symbol.asyncDispose]());

async function contextWith(progress: (event: ProgressEvent) => void = () => undefined) {
  const logger = createLogger({ stream: new PassThrough().resume() });
  return createRunContext({ out: out.path, seed: 3, logger, progress });
}

const { evaluation: settings } = contractConfig;
const first = await contextWith();
const { store } = first;
const given = await evaluationInput(first);

/** Evaluates the candidate, and tells which stages ran or were skipped. */
async function evaluated() {
  const stages: string[] = [];
  const context = await contextWith((event) => {
    if (event.type === 'stage-start' || event.type === 'stage-skip')
      stages.push(`${event.stage} ${event.type}`);
  });
  return { evaluation: await evaluateCandidate(given, settings, context), stages };
}

test('a look is in the ledger before the holdout is read, also where nothing comes of it', async () => {
  const context = await contextWith((event) => {
    if (event.type === 'stage-start') throw new Error('killed');
  });
  await rejects(evaluateCandidate(given, settings, context), /killed/);
  const { holdout, holdouts } = given.validation;
  deepEqual(
    (await store.entries()).map((entry) => entry['holdout']),
    [...holdouts.map(({ file }) => file.sha256), holdout.sha256],
  );
});

test('an evaluation that is skipped is no new look', async () => {
  const before = await evaluated();
  deepEqual(before.stages, ['ModelEvaluation stage-start']);
  const again = await evaluated();
  deepEqual(again.stages, ['ModelEvaluation stage-skip']);
  deepEqual(again.evaluation, before.evaluation);
  equal(again.evaluation.holdoutLooks, 1);
  deepEqual(
    again.evaluation.holdouts.map(({ looks }) => looks),
    [1],
  );
  equal((await store.entries()).length, 2);
});

test('the scores of the rows are kept, and are those that the metrics are of', async () => {
  const { evaluation } = await evaluated();
  const table = await readArrow(join(out.path, given.validation.holdout.path));
  const bytes = await readFile(join(out.path, evaluation.scores.path));
  const probabilities = new Float64Array(Uint8Array.from(bytes).buffer);
  equal(probabilities.length, 2 * table.rows);
  const scored = { ...labelsOf(table, contractSchema), probabilities, classes: 2 };
  const { prevalence = null, threshold } = given.training.decisions[0]!;
  deepEqual(
    classificationMetrics(atPrevalence(scored, prevalence), threshold),
    perMetric((name) => evaluation.metrics[name].value),
  );
});

test.run();
