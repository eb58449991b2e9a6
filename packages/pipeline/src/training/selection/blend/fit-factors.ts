import { type LossOfSum, lossOfSum, type MemberLogits, withBothClasses } from './loss-of-sum.ts';

/** Sum of the factors at most, which is one over the temperature: members that make no mistake would want no end. */
const largestSum = 20;
const mostSteps = 60;
const mostSweeps = 1000;
const shortestStep = 1e-9;
/** Of the loss or of the largest factor: what changes it by less has arrived. */
const least = 1e-12;

/**
 * The factors, none below 0, under which the sum of the members' logits has the lowest log-loss: a mean of logits
 * divided by a temperature is such a sum, and the loss is convex in the factors. Newton's method, with the parabola's
 * lowest point among factors that are not negative found one factor at a time (Friedman, Hastie and Tibshirani, 2010).
 */
export function fitFactors(given: MemberLogits): Float64Array {
  const rows = withBothClasses(given);
  let factors: Float64Array = new Float64Array(rows.members.length).fill(1 / rows.members.length);
  let here = lossOfSum(rows, factors);
  for (let step = 0; step < mostSteps; step++) {
    const wanted = lowestPoint(here, factors);
    let next = wanted;
    let there = lossOfSum(rows, next);
    for (let share = 0.5; !(there.loss < here.loss); share /= 2) {
      if (share < shortestStep) return factors;
      next = factors.map((factor, i) => factor + share * (wanted[i]! - factor));
      there = lossOfSum(rows, next);
    }
    const gained = here.loss - there.loss;
    [factors, here] = [next, there];
    const sum = factors.reduce((total, factor) => total + factor, 0);
    if (sum > largestSum) return factors.map((factor) => (factor * largestSum) / sum);
    if (gained < least * here.loss) return factors;
  }
  return factors;
}

/** Where the parabola that touches the loss at these factors is lowest. */
function lowestPoint({ gradient, curvature }: LossOfSum, factors: Float64Array): Float64Array {
  const count = factors.length;
  const slope = gradient.slice();
  const point = factors.slice();
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let farthest = 0;
    for (let i = 0; i < count; i++) {
      const bend = curvature[i * count + i]!;
      if (!(bend > 0)) continue;
      const moved = Math.max(0, point[i]! - slope[i]! / bend) - point[i]!;
      if (moved === 0) continue;
      point[i]! += moved;
      for (let j = 0; j < count; j++) slope[j]! += curvature[j * count + i]! * moved;
      farthest = Math.max(farthest, Math.abs(moved));
    }
    if (farthest <= least * Math.max(...point)) break;
  }
  return point;
}
