/** What happens to the units of one hidden layer between two products, for one member. */

/**
 * units = relu(scale ∘ sums + bias) ∘ mask [+ skip]. `scale`, `mask` and `skip` may be 0: none. `branch` keeps what
 * is added to `skip`, for the way back; it is the same place as `units` where there is no skip.
 */
export function activate(
  sums: usize,
  scale: usize,
  bias: usize,
  mask: usize,
  skip: usize,
  branch: usize,
  units: usize,
  rows: i32,
  width: i32,
): void {
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    const at = (<usize>row * <usize>width) << 2;
    let j = 0;
    for (; j + 4 <= width; j += 4) {
      const o = (<usize>j) << 2;
      let x = v128.load(sums + at + o);
      if (scale) x = f32x4.mul(x, v128.load(scale + o));
      x = f32x4.max(f32x4.add(x, v128.load(bias + o)), zero);
      if (mask) x = f32x4.mul(x, v128.load(mask + at + o));
      v128.store(branch + at + o, x);
      if (skip) v128.store(units + at + o, f32x4.add(x, v128.load(skip + at + o)));
    }
    for (; j < width; j++) {
      const o = (<usize>j) << 2;
      let x = load<f32>(sums + at + o);
      if (scale) x *= load<f32>(scale + o);
      x = max<f32>(x + load<f32>(bias + o), 0);
      if (mask) x *= load<f32>(mask + at + o);
      store<f32>(branch + at + o, x);
      if (skip) store<f32>(units + at + o, x + load<f32>(skip + at + o));
    }
  }
}

/**
 * The way back: `delta`, the loss by the units, becomes the loss by the sums, in `out` (added to it where `add`);
 * bias and scale gradients are summed over the rows into `biasGradient` and `scaleGradient`.
 */
export function deactivate(
  delta: usize,
  branch: usize,
  sums: usize,
  scale: usize,
  mask: usize,
  biasGradient: usize,
  scaleGradient: usize,
  out: usize,
  rows: i32,
  width: i32,
  add: bool,
): void {
  for (let j = 0; j < width; j++) {
    store<f32>(biasGradient + ((<usize>j) << 2), 0);
    if (scale) store<f32>(scaleGradient + ((<usize>j) << 2), 0);
  }
  const zero = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    const at = (<usize>row * <usize>width) << 2;
    let j = 0;
    for (; j + 4 <= width; j += 4) {
      const o = (<usize>j) << 2;
      let d = v128.load(delta + at + o);
      if (mask) d = f32x4.mul(d, v128.load(mask + at + o));
      d = v128.and(d, f32x4.gt(v128.load(branch + at + o), zero));
      v128.store(biasGradient + o, f32x4.add(v128.load(biasGradient + o), d));
      if (scale) {
        const s = f32x4.mul(d, v128.load(sums + at + o));
        v128.store(scaleGradient + o, f32x4.add(v128.load(scaleGradient + o), s));
        d = f32x4.mul(d, v128.load(scale + o));
      }
      v128.store(out + at + o, add ? f32x4.add(v128.load(out + at + o), d) : d);
    }
    for (; j < width; j++) {
      const o = (<usize>j) << 2;
      let d = load<f32>(delta + at + o);
      if (mask) d *= load<f32>(mask + at + o);
      if (!(load<f32>(branch + at + o) > 0)) d = 0;
      store<f32>(biasGradient + o, load<f32>(biasGradient + o) + d);
      if (scale) {
        store<f32>(scaleGradient + o, load<f32>(scaleGradient + o) + d * load<f32>(sums + at + o));
        d *= load<f32>(scale + o);
      }
      store<f32>(out + at + o, add ? load<f32>(out + at + o) + d : d);
    }
  }
}

/** Adds `bias` to every row, for the output layer. */
export function addBias(sums: usize, bias: usize, rows: i32, width: i32): void {
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < width; j++) {
      store<f32>(sums, load<f32>(sums) + load<f32>(bias + ((<usize>j) << 2)));
      sums += 4;
    }
  }
}

/** Sums over the rows. */
export function sumRows(values: usize, rows: i32, width: i32, out: usize): void {
  for (let j = 0; j < width; j++) {
    let sum: f32 = 0;
    for (let row = 0; row < rows; row++) sum += load<f32>(values + ((<usize>(row * width + j)) << 2));
    store<f32>(out + ((<usize>j) << 2), sum);
  }
}
