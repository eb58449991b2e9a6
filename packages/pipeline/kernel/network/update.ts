/** The squared length of a gradient, summed in float64. */
export function squaredNorm(gradient: usize, count: i32): f64 {
  // Four sums of two, because each addition waits for the one before it.
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  const end = gradient + ((<usize>count) << 2);
  while (gradient + 32 <= end) {
    const low = v128.load(gradient);
    const high = v128.load(gradient, 16);
    const g0 = f64x2.promote_low_f32x4(low);
    const g1 = f64x2.promote_low_f32x4(upper(low));
    const g2 = f64x2.promote_low_f32x4(high);
    const g3 = f64x2.promote_low_f32x4(upper(high));
    s0 = f64x2.add(s0, f64x2.mul(g0, g0));
    s1 = f64x2.add(s1, f64x2.mul(g1, g1));
    s2 = f64x2.add(s2, f64x2.mul(g2, g2));
    s3 = f64x2.add(s3, f64x2.mul(g3, g3));
    gradient += 32;
  }
  const all = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
  let sum = f64x2.extract_lane(all, 0) + f64x2.extract_lane(all, 1);
  while (gradient < end) {
    const g = <f64>load<f32>(gradient);
    sum += g * g;
    gradient += 4;
  }
  return sum;
}

/** The last two of four numbers, as the first two. */
function upper(four: v128): v128 {
  return v128.shuffle<f64>(four, four, 1, 1);
}

/**
 * One step of AdamW over `count` parameters, a multiple of four. The moments are the unscaled sums β m + g, whose
 * scales stand in `rate` and `epsilon`; `decay` is the decoupled decay of each parameter, 0 where it is none.
 */
export function adamw(
  parameters: usize,
  first: usize,
  second: usize,
  gradient: usize,
  decay: usize,
  count: i32,
  gradientScale: f32,
  rate: f32,
  epsilon: f32,
  learningRate: f32,
): void {
  const b1 = f32x4.splat(0.9);
  const b2 = f32x4.splat(0.999);
  const scale = f32x4.splat(gradientScale);
  const step = f32x4.splat(rate);
  const tiny = f32x4.splat(epsilon);
  const learning = f32x4.splat(learningRate);
  const bytes = (<usize>count) << 2;
  for (let o: usize = 0; o < bytes; o += 16) {
    const g = f32x4.mul(v128.load(gradient + o), scale);
    const m = f32x4.add(f32x4.mul(v128.load(first + o), b1), g);
    const v = f32x4.add(f32x4.mul(v128.load(second + o), b2), f32x4.mul(g, g));
    v128.store(first + o, m);
    v128.store(second + o, v);
    const p = v128.load(parameters + o);
    const direction = f32x4.div(m, f32x4.add(f32x4.sqrt(v), tiny));
    const moved = f32x4.sub(p, f32x4.mul(direction, step));
    v128.store(parameters + o, f32x4.sub(moved, f32x4.mul(f32x4.mul(p, v128.load(decay + o)), learning)));
  }
}
