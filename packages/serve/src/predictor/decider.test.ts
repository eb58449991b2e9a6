import { deepEqual, equal } from 'node:assert/strict';
import { defineSchema, type Decision, type ModelPackage } from '@rampart/core';
import { examplePackage, exampleSchema, rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import { createApp } from '../http/app.ts';
import { createPredictor } from './create-predictor.ts';

const test = suite('decider');

function subset(groups: string[], threshold: number, accuracy: number): Decision {
  const expected = { accuracy, precision: 0.7, recall: 0.6, f1: 0.65, rocAuc: null, prAuc: null };
  return { groups, threshold, expected: { ...expected, logLoss: 0.4, brier: 0.2, ece: 0.02 }, holdout: null };
}

async function groupedPackage(): Promise<ModelPackage> {
  const schema = defineSchema({
    ...exampleSchema,
    featureGroups: [
      { name: 'cheap', cost: 0, columns: ['duration', 'flagged'] },
      { name: 'dear', cost: 5, columns: ['risk', 'protocol'] },
    ],
  });
  const review = [0, 1] as const;
  const decisions = [subset(['cheap', 'dear'], 0.5, 0.9), { ...subset(['cheap'], 0, 0.75), review }];
  return { ...(await examplePackage()), schema, decisions };
}

const cheap = { duration: 3, flagged: 'no' };
const dear = { risk: 1, protocol: 'tcp' };

test('a record is decided by the threshold of its groups, and told how good that is', async () => {
  using predictor = await createPredictor(await groupedPackage(), { backend: 'cpu' });
  const [few, all, unknown] = await predictor.predictMany([cheap, { ...cheap, ...dear }, dear]);
  deepEqual(few!.subset, ['cheap']);
  deepEqual([few!.review, all!.review], [true, undefined], 'a review band of its own');
  equal(few!.label, 'attack', 'a threshold of 0');
  deepEqual(few!.expected, { error: 0.25, precision: 0.7, recall: 0.6, f1: 0.65, logLoss: 0.4, ece: 0.02 });
  deepEqual(all!.subset, ['cheap', 'dear']);
  equal(all!.label, all!.score >= 0.5 ? 'attack' : 'normal');
  equal(all!.expected!.precision, 0.7);
  deepEqual([unknown!.subset, unknown!.expected], [['dear'], undefined]);
  equal(unknown!.label, unknown!.score >= predictor.decisions[0]!.threshold ? 'attack' : 'normal');
});

test('a part of a group is refused, over HTTP by its column, and the schema tells the groups', async () => {
  using predictor = await createPredictor(await groupedPackage(), { backend: 'cpu' });
  await rejects(predictor.predict({ ...cheap, risk: 1 }), /`protocol`[^]*the feature group `dear` or none/);
  const app = createApp(predictor);
  const post = (body: object) =>
    app.request('/predict', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  deepEqual(((await (await post(cheap)).json()) as { subset: unknown }).subset, ['cheap']);
  const refused = (await (await post({ ...cheap, risk: 1 })).json()) as { errors: { column: string }[] };
  deepEqual(
    refused.errors.map(({ column }) => column),
    ['protocol'],
  );
  const described = (await (await app.request('/schema')).json()) as { featureGroups: unknown };
  deepEqual(described.featureGroups, [
    { name: 'cheap', cost: 0, columns: ['duration', 'flagged'] },
    { name: 'dear', cost: 5, columns: ['risk', 'protocol'] },
  ]);
});

test('without feature groups an answer says nothing of them', async () => {
  using predictor = await createPredictor(await examplePackage(), { backend: 'cpu' });
  const answer = await predictor.predict({ ...cheap, ...dear });
  equal('subset' in answer || 'expected' in answer, false);
});

test.run();
