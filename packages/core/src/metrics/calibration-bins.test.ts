import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { arbitraryScored, binaryScored } from '../testing/arbitrary-scored.ts';
import { arraysClose } from '../testing/close-to.ts';
import { reliabilityCurve } from './curves/reliability-curve.ts';

const test = suite('calibrationBins');

test('without ties the bins are those of scikit-learn', () => {
  // sklearn.calibration.calibration_curve(n_bins=15, strategy='quantile'), scikit-learn 1.9.1.
  const observed = [0.1, 0, 0.1, 0.3, 0.3, 0.5, 0.4, 0.6, 0.6, 0.6, 0.6, 1, 0.8, 0.9, 1];
  const predicted = [
    0.03311258278145695, 0.09933774834437085, 0.16556291390728475, 0.2317880794701987, 0.29801324503311255,
    0.36423841059602646, 0.43046357615894043, 0.4966887417218543, 0.566887417218543, 0.6357615894039735,
    0.7019867549668873, 0.7682119205298014, 0.8344370860927152, 0.9006622516556291, 0.9668874172185431,
  ];
  const rows = Array.from({ length: 150 }, (_, i) => i);
  const scores = rows.map((i) => (((i * 67) % 151) + 0.5) / 151);
  const scored = binaryScored(
    scores,
    rows.map((i) => Number(Math.floor(scores[i]! * 100) + ((i * 29) % 97) > 95)),
  );
  const curve = reliabilityCurve(scored);
  arraysClose(
    curve.map((bin) => bin.predicted),
    predicted,
    1e-12,
  );
  arraysClose(
    curve.map((bin) => bin.observed),
    observed,
    1e-12,
  );
  assert.equal(
    curve.map(({ weight }) => weight),
    Array.from({ length: 15 }, () => 10),
  );
});

test('one score for all rows is one bin: its distance from the share of positives', () => {
  const scored = binaryScored(Array(10).fill(0.75), [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
  assert.equal(reliabilityCurve(scored), [{ predicted: 0.75, observed: 0.3, weight: 10 }]);
});

test('without a positive class it is the confidence in the called class that is judged', () => {
  const probabilities = new Float64Array([0.6, 0.3, 0.1, 0.2, 0.2, 0.6]);
  const scored = { labels: [0, 1], probabilities, classes: 3, positive: null };
  assert.equal(reliabilityCurve(scored), [{ predicted: 0.6, observed: 0.5, weight: 2 }]);
});

for (const shape of [
  { classes: 2, positive: 0, weighted: true },
  { classes: 3, positive: null, weighted: true },
]) {
  test(`bins keep all weight and rise (${shape.classes} classes)`, () => {
    fc.assert(
      fc.property(arbitraryScored(shape), (scored) => {
        const curve = reliabilityCurve(scored);
        const total = Array.from(scored.weights!).reduce((sum, weight) => sum + weight, 0);
        assert.is(
          curve.reduce((sum, { weight }) => sum + weight, 0),
          total,
        );
        assert.ok(curve.length <= 15);
        for (let i = 1; i < curve.length; i++) assert.ok(curve[i]!.predicted > curve[i - 1]!.predicted);
      }),
    );
  });
}

test.run();
