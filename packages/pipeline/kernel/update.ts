/** The squared length of a gradient, summed in float64. */
export function squaredNorm(gradient: usize, count: i32): f64 {
  let sum: f64 = 0;
  for (let i = 0; i < count; i++) {
    const g = <f64>load<f32>(gradient + ((<usize>i) << 2));
    sum += g * g;
  }
  return sum;
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
