/** Rows a second of the best epoch after the first, which warms up. */
export function bestRate(rows, epochSeconds) {
  return rows / Math.min(...epochSeconds.slice(1));
}

/** The better rates of two rounds of one contender, batch size by batch size; undefined is a round that was not. */
export function betterRates(known, rates) {
  return rates.map((rate, at) => Math.max(rate, known?.[at] ?? 0));
}

/** How many times a peer's rates ours are. */
export function ratios(ours, peer) {
  return ours.map((rate, at) => rate / peer[at]);
}
