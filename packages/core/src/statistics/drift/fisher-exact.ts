/**
 * Fisher's exact test of two counts: the two-sided p-value (twice the smaller tail) of `hits` in `rows` against
 * `batchHits` in `batchRows`, where both have one rate.
 */
export function fisherExact(rows: number, hits: number, batchRows: number, batchHits: number): number {
  const all = rows + batchRows;
  const marked = hits + batchHits;
  const [low, high] = [Math.max(0, marked - rows), Math.min(batchRows, marked)];
  if (low === high) return 1;
  const step = batchHits >= (batchRows * marked) / all ? 1 : -1;
  // From the observed count outward the terms fall, so the sum ends once a term no longer counts.
  let term = 1;
  let sum = 1;
  for (let k = batchHits; k + step >= low && k + step <= high; k += step) {
    const odds = ((marked - k) * (batchRows - k)) / ((k + 1) * (rows - marked + k + 1));
    const down = (k * (rows - marked + k)) / ((marked - k + 1) * (batchRows - k + 1));
    term *= step > 0 ? odds : down;
    sum += term;
    if (term < sum * 1e-17) break;
  }
  const observed =
    logChoose(marked, batchHits) + logChoose(all - marked, batchRows - batchHits) - logChoose(all, batchRows);
  return Math.min(1, 2 * sum * Math.exp(observed));
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

const small = new Float64Array(256);
for (let n = 1; n < small.length; n++) small[n] = small[n - 1]! + Math.log(n);

/** log n!, by Stirling's series beyond a table: its error there is below 1e-16 of the value. */
function logFactorial(n: number): number {
  if (n < small.length) return small[n]!;
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * n) - 1 / (360 * n ** 3);
}
