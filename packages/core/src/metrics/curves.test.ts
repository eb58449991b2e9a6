import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createRandom } from '../random.ts';
import { arbitraryScored, binaryScored } from '../testing/arbitrary-scored.ts';
import { closeTo } from '../testing/close-to.ts';
import { classificationMetrics } from './classification-metrics.ts';
import { confusionMatrix } from './confusion-matrix.ts';
import { prCurve } from './curves/pr-curve.ts';
import { rocCurve, type RocPoint } from './curves/roc-curve.ts';
import { thinPoints } from './curves/thin-points.ts';

const test = suite('rocCurve and prCurve');

function areaUnder(curve: readonly RocPoint[]): number {
  return curve.slice(1).reduce((area, point, i) => {
    const last = curve[i]!;
    const height = (point.truePositiveRate + last.truePositiveRate) / 2;
    return area + (point.falsePositiveRate - last.falsePositiveRate) * height;
  }, 0);
}

test('the area under the ROC points is ROC AUC, and the PR steps sum to PR AUC', () => {
  fc.assert(
    fc.property(arbitraryScored({ classes: 2, positive: 1, weighted: true }), (scored) => {
      const { rocAuc, prAuc } = classificationMetrics(scored, 0.5);
      const roc = rocCurve(scored);
      const pr = prCurve(scored);
      if (rocAuc === null) {
        assert.equal([roc, pr], [[], []]);
        return;
      }
      closeTo(areaUnder(roc), rocAuc, 1e-12);
      const steps = pr.reduce((sum, point, i) => {
        return sum + (point.recall - (pr[i - 1]?.recall ?? 0)) * point.precision;
      }, 0);
      closeTo(steps, prAuc!, 1e-12);
    }),
  );
});

test('each point is the confusion matrix at its threshold', () => {
  fc.assert(
    fc.property(arbitraryScored({ classes: 2, positive: 1, weighted: true }), (scored) => {
      for (const { falsePositiveRate, truePositiveRate, threshold } of rocCurve(scored)) {
        const [[passed, alarms], [missed, hits]] = confusionMatrix(scored, threshold ?? 2) as [
          [number, number],
          [number, number],
        ];
        closeTo(falsePositiveRate, alarms / (passed + alarms), 1e-12);
        closeTo(truePositiveRate, hits / (missed + hits), 1e-12);
      }
      for (const { recall, precision, threshold } of prCurve(scored)) {
        const [[, alarms], [missed, hits]] = confusionMatrix(scored, threshold) as [
          [number, number],
          [number, number],
        ];
        closeTo(recall, hits / (missed + hits), 1e-12);
        closeTo(precision, hits / (hits + alarms), 1e-12);
      }
    }),
  );
});

test('long curves are thinned, keep their ends and nearly their area', () => {
  const random = createRandom(3);
  const labels = Array.from({ length: 5000 }, () => Number(random.next() < 0.05));
  const scored = binaryScored(
    labels.map((label) => 1 / (1 + Math.exp(-random.normal() - 2 * label))),
    labels,
  );
  const roc = rocCurve(scored);
  assert.ok(roc.length > 100 && roc.length <= 200, String(roc.length));
  assert.equal(roc[0], { falsePositiveRate: 0, truePositiveRate: 0, threshold: null });
  assert.is(roc.at(-1)!.falsePositiveRate, 1);
  assert.is(roc.at(-1)!.truePositiveRate, 1);
  closeTo(areaUnder(roc), classificationMetrics(scored, 0.5).rocAuc!, 0.005);
  const pr = prCurve(scored);
  assert.ok(pr.length <= 200);
  assert.is(pr.at(-1)!.recall, 1);
});

test('any class can be asked about; without one there is no curve', () => {
  const scored = {
    labels: [0, 1, 2],
    probabilities: new Float64Array([0.6, 0.2, 0.2, 0.1, 0.8, 0.1, 0.3, 0.3, 0.4]),
    classes: 3,
    positive: null,
  };
  assert.equal(rocCurve(scored), []);
  assert.equal(prCurve(scored), []);
  assert.is(areaUnder(rocCurve(scored, 1)), 1);
  assert.is(prCurve(scored, 1)[0]!.precision, 1);
});

test('thinPoints keeps short curves, and spreads what it keeps of long ones', () => {
  const line = Array.from({ length: 1000 }, (_, i) => i / 999);
  const at = (x: number) => [x, 0] as const;
  assert.equal(thinPoints(line.slice(0, 10), at, 10), line.slice(0, 10));
  const thin = thinPoints(line, at, 11);
  assert.is(thin.length, 11);
  thin.forEach((x, i) => closeTo(x, i / 10, 0.002));
});

test.run();
