import { deepEqual, equal, match } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import {
  classificationMetrics,
  createLogger,
  createRunContext,
  perMetric,
  type ProgressEvent,
  readLedger,
} from '@rampart/core';
import { rejects, temporaryDirectory } from '@rampart/core/testing';
import { suite } from 'uvu';
import { findProduction, type ProductionBundle } from '../production/find-production.ts';
import { ModelPusher } from '../pushing/stage.ts';
import { readArrow } from '../table/arrow-file.ts';
import { contractConfig, contractSchema, evaluationInput, pusherInput } from '../testing/example-inputs.ts';
import { labelsOf } from './evaluate-predictor.ts';
import { judgeCandidate } from './judge-candidate.ts';

const test = suite('judgeCandidate');
const out = await temporaryDirectory();
test.after(() => out[Symbol.asyncDispose]());

const registry = join(out.path, 'bundles', 'flows');
async function contextWith(progress: (event: ProgressEvent) => void = () => undefined) {
  const logger = createLogger({ stream: new PassThrough().resume() });
  return createRunContext({ out: out.path, registry, seed: 3, logger, progress });
}

const given = await evaluationInput(await contextWith());

/** Judges the candidate, and tells which stages ran or were skipped. */
async function judged(production: ProductionBundle | null, input = given) {
  const stages: string[] = [];
  const context = await contextWith((event) => {
    if (event.type === 'stage-start' || event.type === 'stage-skip')
      stages.push(`${event.stage} ${event.type}`);
  });
  const against = { config: contractConfig.evaluation, production, splitDigest: 'p' };
  return { evaluation: await judgeCandidate(input, against, context), stages };
}

test('a look is in the ledger before the holdout is read, also where nothing comes of it', async () => {
  const context = await contextWith((event) => {
    if (event.type === 'stage-start') throw new Error('killed');
  });
  const against = { config: contractConfig.evaluation, production: null, splitDigest: 'p' };
  await rejects(judgeCandidate(given, against, context), /killed/);
  const { holdout, holdouts } = given.validation;
  deepEqual(
    (await readLedger(registry)).map((entry) => (entry as { holdout: string }).holdout),
    [...holdouts.map(({ file }) => file.sha256), holdout.sha256],
  );
});

test('an evaluation that is skipped is no new look', async () => {
  const first = await judged(null);
  deepEqual(first.stages, ['ModelEvaluation stage-start']);
  equal(first.evaluation.verdict.accepted, true);
  const second = await judged(null);
  deepEqual(second.stages, ['ModelEvaluation stage-skip']);
  deepEqual(second.evaluation, first.evaluation);
  equal(second.evaluation.holdoutLooks, 1);
  deepEqual(
    second.evaluation.holdouts.map(({ looks }) => looks),
    [1],
  );
  equal((await readLedger(registry)).length, 2);
});

test('the scores of the rows are kept, and are those that the metrics are of', async () => {
  const { evaluation } = await judged(null);
  const table = await readArrow(join(out.path, given.validation.holdout.path));
  const bytes = await readFile(join(out.path, evaluation.scores.path));
  const probabilities = new Float64Array(Uint8Array.from(bytes).buffer);
  equal(probabilities.length, 2 * table.rows);
  const scored = { ...labelsOf(table, contractSchema), probabilities, classes: 2 };
  const metrics = classificationMetrics(scored, 0.5);
  // Those that go by probabilities alone; each row has a threshold of its feature groups.
  for (const name of ['logLoss', 'brier', 'rocAuc', 'prAuc'] as const) {
    equal(metrics[name], evaluation.metrics[name].value);
  }
});

test('the model in production again is told as such; as a champion it is scored on its own, once', async () => {
  await new ModelPusher({}).run(await pusherInput(await contextWith()), await contextWith());
  const production = (await findProduction(registry))!;
  const same = await judged(production);
  deepEqual(same.stages, ['ModelEvaluation stage-skip']);
  match(same.evaluation.verdict.reasons[0]!, /^it is the same model as version 1 in production$/);
  deepEqual({ ...same.evaluation.verdict, reasons: [] }, { accepted: false, unchanged: true, reasons: [] });

  // Another threshold makes another decision of the same scores, so that the champion's have to be got.
  const [complete, ...fewer] = given.training.decisions;
  const decisions = [{ ...complete!, threshold: complete!.threshold / 2 }, ...fewer];
  const other = { ...given, training: { ...given.training, decisions } };
  const changed = await judged(production, other);
  deepEqual(changed.stages, ['ModelEvaluation stage-start', 'ChampionEvaluation stage-start']);
  equal(changed.evaluation.verdict.accepted, true);
  deepEqual(
    changed.evaluation.champion!.metrics,
    perMetric((name) => same.evaluation.metrics[name].value),
  );
  deepEqual((await judged(production, other)).stages, [
    'ModelEvaluation stage-skip',
    'ChampionEvaluation stage-skip',
  ]);
});

test.run();
