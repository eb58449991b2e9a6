/** How the learning rate goes from the first step to the last. */
export type Schedule = 'one-cycle' | 'cosine' | 'constant';

/** Share of the steps during which the learning rate rises. */
const warmUps: Readonly<Record<Schedule, number>> = { 'one-cycle': 0.3, cosine: 0.05, constant: 0.05 };
/** The rate starts at peak / 25 and ends at peak / 250,000 (Smith and Topin, 2018; the factors of fastai and PyTorch). */
const startDivisor = 25;
const endDivisor = 25e4;

/** Learning rate of step 0 … steps - 1: cosine up to the peak, then cosine down almost to 0, or constant. */
export function learningRateAt(step: number, steps: number, peak: number, schedule: Schedule): number {
  const top = warmUps[schedule] * steps - 1;
  const last = steps - 1;
  if (step <= top) return cosineBetween(peak / startDivisor, peak, top > 0 ? step / top : 1);
  if (schedule === 'constant') return peak;
  return cosineBetween(peak, peak / endDivisor, last > top ? (step - top) / (last - top) : 1);
}

function cosineBetween(from: number, to: number, fraction: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * fraction))) / 2;
}
