/** Share of the steps during which the learning rate rises. */
const warmUp = 0.3;
/** The rate starts at peak / 25 and ends at peak / 250,000 (Smith and Topin, 2018; the factors of fastai and PyTorch). */
const startDivisor = 25;
const endDivisor = 25e4;

/** Learning rate of step 0 … steps - 1: cosine up to the peak, then cosine down almost to 0. */
export function oneCycleRate(step: number, steps: number, peak: number): number {
  const top = warmUp * steps - 1;
  const last = steps - 1;
  if (step <= top) return cosineBetween(peak / startDivisor, peak, top > 0 ? step / top : 1);
  return cosineBetween(peak, peak / endDivisor, last > top ? (step - top) / (last - top) : 1);
}

function cosineBetween(from: number, to: number, fraction: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * fraction))) / 2;
}
