import type { Random } from '../../random.ts';

/**
 * Draws how many of `total` independent rows fall into each cell and writes that into `counts`. `probabilities`
 * add up to 1; exact at every size.
 */
export function drawCounts(
  random: Random,
  total: number,
  probabilities: Float64Array,
  counts: Float64Array,
): void {
  // Row by row where there are fewer rows than cells, else cell by cell given the cells before.
  if (total < probabilities.length) drawRows(random, total, probabilities, counts);
  else drawCells(random, total, probabilities, counts);
}

function drawRows(random: Random, total: number, probabilities: Float64Array, counts: Float64Array): void {
  counts.fill(0);
  const last = lastPossible(probabilities);
  for (let row = 0; row < total; row++) {
    let left = random.next();
    let cell = 0;
    while (cell < last && left >= probabilities[cell]!) left -= probabilities[cell++]!;
    counts[cell]!++;
  }
}

function drawCells(random: Random, total: number, probabilities: Float64Array, counts: Float64Array): void {
  const last = lastPossible(probabilities);
  let rows = total;
  let mass = 1;
  for (let cell = 0; cell < counts.length; cell++) {
    const probability = probabilities[cell]!;
    const drawn = cell === last ? rows : rows === 0 ? 0 : drawBinomial(random, rows, probability / mass);
    counts[cell] = drawn;
    rows -= drawn;
    mass -= probability;
  }
}

/** What rounding leaves over must not fall into a cell that nothing can fall into. */
function lastPossible(probabilities: Float64Array): number {
  let last = probabilities.length - 1;
  while (last > 0 && probabilities[last] === 0) last--;
  return last;
}

/** How many of `trials` succeed with the given probability each. */
export function drawBinomial(random: Random, trials: number, probability: number): number {
  if (!(probability > 0)) return 0;
  if (probability >= 1) return trials;
  if (probability > 0.5) return trials - drawBinomial(random, trials, 1 - probability);
  return trials * probability < 10
    ? invertBinomial(random, trials, probability)
    : rejectBinomial(random, trials, probability);
}

/** Adds up the probabilities of 0, 1, … successes until they exceed one uniform draw. */
function invertBinomial(random: Random, trials: number, probability: number): number {
  const odds = probability / (1 - probability);
  let mass = Math.exp(trials * Math.log1p(-probability));
  let left = random.next();
  let successes = 0;
  while (left >= mass && successes < trials) {
    left -= mass;
    successes++;
    mass *= (odds * (trials - successes + 1)) / successes;
  }
  return successes;
}

/** Transformed rejection (Hörmann 1993, algorithm BTRS), for means of 10 and more. */
function rejectBinomial(random: Random, trials: number, probability: number): number {
  const deviation = Math.sqrt(trials * probability * (1 - probability));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const c = trials * probability + 0.5;
  const quick = 0.92 - 4.2 / b;
  const odds = probability / (1 - probability);
  const alpha = (2.83 + 5.1 / b) * deviation;
  const mode = Math.floor((trials + 1) * probability);
  for (;;) {
    const u = random.next() - 0.5;
    const v = random.next();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (us >= 0.07 && v <= quick) return k;
    if (!(k >= 0 && k <= trials)) continue;
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (trials - mode + 1))) +
      (trials + 1) * Math.log((trials - mode + 1) / (trials - k + 1)) +
      (k + 0.5) * Math.log((odds * (trials - k + 1)) / (k + 1)) +
      stirlingTail(mode) +
      stirlingTail(trials - mode) -
      stirlingTail(k) -
      stirlingTail(trials - k);
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return k;
  }
}

const tails = [
  0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509, 0.01664469118982119,
  0.01387612882307075, 0.01189670994589177, 0.01041126526197209, 0.009255462182712733, 0.008330563433362871,
];

/** What Stirling's formula lacks of log k!. */
function stirlingTail(k: number): number {
  if (k < tails.length) return tails[k]!;
  const square = (k + 1) * (k + 1);
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1);
}
