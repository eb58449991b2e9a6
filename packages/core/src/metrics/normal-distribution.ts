/** The share of a standard normal distribution below `z`, within 1e-7. */
export function normalShareBelow(z: number): number {
  // Numerical Recipes, erfc by a Chebyshev fit.
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  let power = 0;
  for (const coefficient of fit) power = power * t + coefficient;
  const above = (t * Math.exp(-x * x + power)) / 2;
  return z > 0 ? 1 - above : above;
}

/** Highest power first. */
const fit = [
  0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196,
  1.00002368, -1.26551223,
];

/** How many standard deviations around the mean hold a share of a normal distribution, 1.96 for 0.95. */
export function deviationsHolding(share: number): number {
  let [low, high] = [0, 10];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (2 * normalShareBelow(middle) - 1 < share) low = middle;
    else high = middle;
  }
  return low;
}

/** Mean and variance of the absolute value of a normal variable. */
export function foldedNormal(
  mean: number,
  deviation: number,
): { readonly mean: number; readonly variance: number } {
  if (deviation === 0) return { mean: Math.abs(mean), variance: 0 };
  const ratio = mean / deviation;
  const folded =
    deviation * Math.sqrt(2 / Math.PI) * Math.exp((-ratio * ratio) / 2) +
    mean * (2 * normalShareBelow(ratio) - 1);
  return { mean: folded, variance: Math.max(0, mean * mean + deviation * deviation - folded * folded) };
}
