import { exponential } from './exponential';
import { gradients, logits, outputs, targets, trained, weights } from './layout';

/** So that rows that are all but sure still weigh something against l2. */
const leastCurvature: f64 = 1e-6;

/**
 * Gradients of the log-loss of all rows to learn from, as multiples of 1 / `steps`, a power of two: sums of them are
 * exact then, in whatever order, and differences of sums as well.
 */
export function findGradients(steps: f64): void {
  if (outputs() === 1) ofTwoClasses(steps);
  else ofClasses(steps);
}

function ofTwoClasses(steps: f64): void {
  const count = trained();
  const from = logits();
  const to = gradients();
  const wanted = targets();
  const weight = weights();
  const one = f64x2.splat(1);
  const most = f64x2.splat(700);
  const least = f64x2.splat(-700);
  const curvature = f64x2.splat(leastCurvature);
  const scale = f64x2.splat(steps);
  const step = f64x2.splat(1 / steps);
  // The last row of an odd number stands beside one that is no row: the host leaves room for it.
  for (let row: usize = 0; row < <usize>count; row += 2) {
    const x = f64x2.min(f64x2.max(f64x2.neg(v128.load(from + (row << 3))), least), most);
    const p = f64x2.div(one, f64x2.add(one, exponential(x)));
    const y = f64x2.convert_low_i32x4_s(v128.load64_zero(wanted + (row << 2)));
    const w = f64x2.promote_low_f32x4(v128.load64_zero(weight + (row << 2)));
    const g = f64x2.mul(w, f64x2.sub(y, p));
    const h = f64x2.mul(w, f64x2.max(f64x2.mul(p, f64x2.sub(one, p)), curvature));
    const roundG = f64x2.mul(f64x2.nearest(f64x2.mul(g, scale)), step);
    const roundH = f64x2.mul(f64x2.nearest(f64x2.mul(h, scale)), step);
    v128.store(to + (row << 4), v128.shuffle<f64>(roundG, roundH, 0, 2));
    v128.store(to + (row << 4), v128.shuffle<f64>(roundG, roundH, 1, 3), 16);
  }
}

function ofClasses(steps: f64): void {
  const count = trained();
  const classes = outputs();
  let from = logits();
  let to = gradients();
  for (let row = 0; row < count; row++) {
    let most = load<f64>(from);
    for (let k = 1; k < classes; k++) most = max(most, load<f64>(from + ((<usize>k) << 3)));
    // Exponentials stand where gradients will.
    let sum: f64 = 0;
    for (let k = 0; k < classes; k++) {
      const x = max(load<f64>(from + ((<usize>k) << 3)) - most, -700);
      const e = f64x2.extract_lane(exponential(f64x2.splat(x)), 0);
      store<f64>(to + ((<usize>k) << 4), e);
      sum += e;
    }
    const target = load<i32>(targets() + ((<usize>row) << 2));
    const w = <f64>load<f32>(weights() + ((<usize>row) << 2));
    for (let k = 0; k < classes; k++) {
      const p = load<f64>(to) / sum;
      const y: f64 = k === target ? 1 : 0;
      store<f64>(to, nearest<f64>(w * (y - p) * steps) / steps);
      store<f64>(to, nearest<f64>(w * max(p * (1 - p), leastCurvature) * steps) / steps, 8);
      to += 16;
    }
    from += (<usize>classes) << 3;
  }
}
