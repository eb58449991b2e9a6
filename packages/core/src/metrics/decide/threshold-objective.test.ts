import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createRandom } from '../../random.ts';
import { arbitraryScored, binaryScored } from '../../testing/arbitrary-scored.ts';
import { closeTo } from '../../testing/close-to.ts';
import { atPrevalence } from '../at-prevalence.ts';
import { chooseThreshold } from './choose-threshold.ts';
import { classificationMetrics } from '../classification-metrics.ts';
import { confusionMatrix } from '../confusion-matrix.ts';
import { probabilitiesOf, type Scored, weightsOf } from '../scored.ts';
import type { StatedObjective } from './threshold-objective.ts';

const test = suite('threshold objectives');

/** The four cells at a threshold, and the most mistakes of either kind that one standard error allows. */
function cellsAt(scored: Scored, threshold: number) {
  const [[passed, alarms], [missed, hits]] = confusionMatrix(scored, threshold) as [
    [number, number],
    [number, number],
  ];
  const weights = weightsOf(scored);
  const ofClass = (label: number) => weights.filter((_, row) => scored.labels[row] === label);
  const most = (count: number, label: number) => {
    const own = ofClass(label);
    const unit = own.reduce((sum, w) => sum + w * w, 0) / own.reduce((sum, w) => sum + w, 0);
    // The larger root of (expected - counted)² = unit · expected, Wilson's interval at one standard error.
    return (2 * count + unit + Math.sqrt((2 * count + unit) ** 2 - 4 * count * count)) / 2;
  };
  const plain = { hits, alarms, missed };
  const cautious = { hits: most(hits, 1), alarms: most(alarms, 0), missed: most(missed, 1) };
  return { passed, hits, alarms, missed, plain, cautious };
}

type Cells = ReturnType<typeof cellsAt>;

interface Wanted {
  readonly objective: StatedObjective;
  /** Whether the bound is kept, given what is to be counted of either kind. */
  keeps(cells: Cells, counted: Cells['plain']): boolean;
  /** What is to be as high as it can among the thresholds that keep the bound. */
  goal(cells: Cells): number;
}

const precisionOf = ({ hits }: Cells, alarms: number) => (hits > 0 ? hits / (hits + alarms) : 0);
const bounds: Readonly<Record<string, Wanted>> = {
  precision: {
    objective: { precision: 0.7 },
    keeps: (cells, { alarms }) => precisionOf(cells, alarms) >= 0.7 - 1e-9,
    goal: ({ hits }) => hits,
  },
  recall: {
    objective: { recall: 0.8 },
    keeps: ({ hits, missed }, counted) => 1 - counted.missed / (hits + missed) >= 0.8 - 1e-9,
    goal: ({ alarms }) => -alarms,
  },
  alerts: {
    objective: { alerts: { perDay: 300, eventsPerDay: 1000 } },
    keeps: ({ hits, missed, passed, alarms }, counted) =>
      (counted.hits + counted.alarms) / (hits + missed + passed + alarms) <= 0.3 + 1e-9,
    goal: ({ hits }) => hits,
  },
};

/** Every threshold that tells rows apart otherwise than another. */
function everyThreshold(scored: Scored): number[] {
  const scores = [...new Set([0, ...probabilitiesOf(scored, 1), 1])].toSorted((a, b) => a - b);
  return scores.flatMap((score, i) => [score, (score + (scores[i + 1] ?? score)) / 2]);
}

for (const [name, { objective, keeps, goal }] of Object.entries(bounds)) {
  for (const weighted of [false, true]) {
    test(`no threshold that keeps the bound does better: ${name}${weighted ? ', weighted' : ''}`, () => {
      const kept = { shown: 0, seen: 0, missed: 0 };
      fc.assert(
        fc.property(arbitraryScored({ classes: 2, positive: 1, weighted, minRows: 4 }), (scored) => {
          fc.pre(classificationMetrics(scored, 0.5).rocAuc !== null);
          const { threshold, bound } = chooseThreshold(scored, objective);
          const all = everyThreshold(scored).map((other) => cellsAt(scored, other));
          const shown = all.filter((cells) => keeps(cells, cells.cautious));
          const seen = all.filter((cells) => keeps(cells, cells.plain));
          const chosen = cellsAt(scored, threshold);
          assert.is(bound, shown.length > 0 ? 'shown' : seen.length > 0 ? 'seen' : 'missed');
          kept[bound!]++;
          if (bound === 'missed') {
            if (name !== 'precision') return;
            const best = Math.max(...all.map((cells) => precisionOf(cells, cells.alarms)));
            closeTo(precisionOf(chosen, chosen.alarms), best, 1e-9);
            return;
          }
          const able = bound === 'shown' ? shown : seen;
          closeTo(goal(chosen), Math.max(...able.map(goal)), 1e-9);
          assert.ok(keeps(chosen, bound === 'shown' ? chosen.cautious : chosen.plain));
        }),
        { numRuns: 300 },
      );
      assert.ok(kept.shown > 0 && kept.seen > 0, JSON.stringify(kept));
    });
  }
}

test('no threshold costs less', () => {
  const arbitrary = fc.record({
    scored: arbitraryScored({ classes: 2, positive: 1, weighted: true }),
    falseAlarm: fc.integer({ min: 1, max: 20 }),
    miss: fc.integer({ min: 1, max: 20 }),
  });
  fc.assert(
    fc.property(arbitrary, ({ scored, falseAlarm, miss }) => {
      fc.pre(classificationMetrics(scored, 0.5).rocAuc !== null);
      const costAt = (threshold: number) => {
        const { alarms, missed } = cellsAt(scored, threshold);
        return falseAlarm * alarms + miss * missed;
      };
      const { threshold, bound } = chooseThreshold(scored, { cost: { falseAlarm, miss } });
      assert.is(bound, null);
      assert.ok(costAt(threshold) <= Math.min(...everyThreshold(scored).map(costAt)) + 1e-6);
    }),
  );
});

/** Rows whose score is the chance of a 1, drawn so that one in five is. */
function drawn(rows: number, seed: number): Scored {
  const random = createRandom(seed);
  const scores = Array.from({ length: rows }, () => 1 / (1 + Math.exp(3 - 2.5 * random.normal())));
  return binaryScored(
    scores,
    scores.map((score) => Number(random.next() < score)),
  );
}

test('a bound that is shown holds for new rows about four times in five', () => {
  const trials = 100;
  const unseen = drawn(20_000, 999);
  const broken = { precision: 0, recall: 0, alerts: 0 };
  for (let seed = 0; seed < trials; seed++) {
    const scored = drawn(800, seed);
    const at = (objective: StatedObjective) => {
      const { threshold, bound } = chooseThreshold(scored, objective);
      assert.is(bound, 'shown');
      return cellsAt(unseen, threshold);
    };
    const precise = at({ precision: 0.7 });
    if (precisionOf(precise, precise.alarms) < 0.7) broken.precision++;
    const { hits, missed } = at({ recall: 0.8 });
    if (hits / (hits + missed) < 0.8) broken.recall++;
    const few = at({ alerts: { perDay: 100, eventsPerDay: 1000 } });
    if ((few.hits + few.alarms) / 20_000 > 0.1) broken.alerts++;
  }
  assert.ok(broken.recall / trials < 0.25, JSON.stringify(broken));
  assert.ok(broken.precision / trials < 0.25, JSON.stringify(broken));
  assert.ok(broken.alerts / trials < 0.25, JSON.stringify(broken));
});

test('a budget at another prevalence is about the rows of that world', () => {
  const scored = drawn(20_000, 5);
  const budget = { alerts: { perDay: 20, eventsPerDay: 1000 } };
  const rare = atPrevalence(scored, 0.01);
  const { threshold, bound } = chooseThreshold(rare, budget);
  assert.is(bound, 'shown');
  const { hits, missed, alarms, passed } = cellsAt(scored, threshold);
  const perDay = 1000 * ((0.01 * hits) / (hits + missed) + (0.99 * alarms) / (alarms + passed));
  assert.ok(perDay <= 20 && perDay > 17, String(perDay));
});

test('a few rows show no high precision, and cannot be made to', () => {
  const scored = binaryScored([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]);
  assert.equal(chooseThreshold(scored, { precision: 0.9 }), { threshold: 0.5, bound: 'seen' });
  const mixed = binaryScored([0.2, 0.7, 0.8, 0.9], [0, 0, 1, 0]);
  const { threshold, bound } = chooseThreshold(mixed, { precision: 0.9 });
  assert.is(bound, 'missed');
  closeTo(threshold, 0.75, 1e-12);
});

test('rows of one class miss every bound', () => {
  const scored = binaryScored([0.1, 0.9], [1, 1]);
  assert.equal(chooseThreshold(scored, { recall: 0.5 }), { threshold: 0.5, bound: 'missed' });
  assert.equal(chooseThreshold(scored, { cost: { falseAlarm: 1, miss: 2 } }), {
    threshold: 0.5,
    bound: null,
  });
});

test.run();
