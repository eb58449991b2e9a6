import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createRandom, type Random } from '../../random.ts';
import { defineSchema } from '../../schema/define-schema.ts';
import { closeTo } from '../../testing/close-to.ts';
import { buildReference } from './build-reference.ts';
import { compareBatch } from './compare-batch.ts';
import { driftReference } from './drift-reference.ts';
import { driftReport } from './drift-report.ts';

const test = suite('score mixtures');

const schema = defineSchema({
  name: 'flows',
  columns: [
    { name: 'bytes', kind: 'numeric' },
    { name: 'attack', kind: 'binary', role: 'target', values: ['yes', 'no'], positive: 'yes' },
  ],
});

/** Scores of a model that is surer of the rows that it was trained on, of few different values or of any. */
const kinds = {
  'many values': (random: Random, trained: boolean, shift = 0) =>
    1 / (1 + Math.exp(-(trained ? 3 : 1.5) * random.normal() - shift)),
  'few values': (random: Random, trained: boolean, shift = 0) =>
    random.next() < (trained ? 0.2 : 0.5) ? 0.5 : random.next() < 0.5 + shift / 4 ? 0.1 : 0.9,
};

for (const [name, score] of Object.entries(kinds)) {
  const scores = (random: Random, rows: number, trainedOn: number, shift = 0) =>
    Float64Array.from({ length: rows }, (_, row) => score(random, row < trainedOn * rows, shift));
  const rows = 3_000;
  const labels = (count: number) => ({
    rows: count,
    columns: new Map([['attack', Array.from({ length: count }, (_, row) => (row % 2 === 0 ? 'yes' : 'no'))]]),
  });
  const random = createRandom(1);
  const reference = driftReference.parse(
    JSON.parse(
      JSON.stringify(
        buildReference(labels(rows), schema, {
          scores: scores(random, rows, 0),
          trainedScores: scores(random, rows, 1),
        }),
      ),
    ),
  );
  const judge = (batch: Float64Array) =>
    driftReport
      .parse(compareBatch(reference, labels(batch.length), schema, { scores: batch }))
      .columns.find(({ role }) => role === 'score')!;

  test(`${name}: rows of which none, some or all were trained on raise no more alarms than the budget has`, () => {
    for (const trainedOn of [0, 0.13, 0.8, 1]) {
      let alarms = 0;
      let nearest = 0;
      for (let batch = 0; batch < 60; batch++) {
        const { alarm, trainedOn: found } = judge(scores(random, 600, trainedOn));
        if (alarm) alarms++;
        nearest += found! / 60;
      }
      assert.ok(alarms <= 4, `${trainedOn}: ${alarms} of 60`);
      closeTo(nearest, trainedOn, 0.1);
    }
  });

  test(`${name}: scores that have moved alarm, however many of the rows were trained on`, () => {
    for (const trainedOn of [0, 0.5, 1]) {
      let alarms = 0;
      for (let batch = 0; batch < 20; batch++) if (judge(scores(random, 600, trainedOn, 1)).alarm) alarms++;
      assert.ok(alarms >= 18, `${trainedOn}: ${alarms} of 20`);
    }
  });

  test(`${name}: what another backend makes of the same scores is no drift`, () => {
    const batch = scores(random, 2_000, 0);
    const report = judge(batch.map((own) => own * (1 + 1e-6 * random.normal())));
    closeTo(report.distance, judge(batch).distance, 0.005);
  });
}

test.run();
