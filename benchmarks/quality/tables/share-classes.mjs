/**
 * The share of each class in each row, by multinomial logits: the scores of each class but the first, brought to mean 0
 * and the standard deviation `spread`, and an intercept by which the classes have their `shares` of all rows.
 */
export function shareClasses(scores, { shares, spread }) {
  const standard = shares.slice(1).map((_, of) => standardize(scores.map((own) => own[of])));
  const logits = scores.map((_, row) => [0, ...standard.map((own) => spread * own[row])]);
  const intercepts = shares.map(Math.log);
  let rows = [];
  // Each step moves the mean share of every class nearer to the wanted one; 200 leave nothing to see.
  for (let step = 0; step < 200; step++) {
    rows = logits.map((own) => softmax(own.map((logit, of) => logit + intercepts[of])));
    for (const of of shares.keys()) {
      const mean = rows.reduce((sum, own) => sum + own[of], 0) / rows.length;
      intercepts[of] += Math.log(shares[of] / mean);
    }
  }
  return rows;
}

/** The class that one number in [0, 1) draws. */
export function drawClass(shares, random) {
  const drawn = random.next();
  let below = 0;
  const found = shares.findIndex((share) => drawn < (below += share));
  return found === -1 ? shares.length - 1 : found;
}

function standardize(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => (value - mean) / (Math.sqrt(variance) || 1));
}

function softmax(logits) {
  const most = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - most));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
}
