/** ln 2 in two parts, of which the first has so few bits that its multiples are exact. */
const high: f64 = 6.9314718036912381649e-1;
const low: f64 = 1.90821492927058770002e-10;

/** e^x of two numbers between -700 and 700, to two units in the last place: 2^k · e^r with |r| ≤ ln 2 / 2. */
export function exponential(x: v128): v128 {
  const k = f64x2.nearest(f64x2.mul(x, f64x2.splat(1.4426950408889634)));
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(k, f64x2.splat(high))), f64x2.mul(k, f64x2.splat(low)));
  // Taylor's series, whose next term is below 5e-18.
  let sum = f64x2.splat(1 / 6227020800.0);
  sum = add(f64x2.mul(sum, r), 1 / 479001600.0);
  sum = add(f64x2.mul(sum, r), 1 / 39916800.0);
  sum = add(f64x2.mul(sum, r), 1 / 3628800.0);
  sum = add(f64x2.mul(sum, r), 1 / 362880.0);
  sum = add(f64x2.mul(sum, r), 1 / 40320.0);
  sum = add(f64x2.mul(sum, r), 1 / 5040.0);
  sum = add(f64x2.mul(sum, r), 1 / 720.0);
  sum = add(f64x2.mul(sum, r), 1 / 120.0);
  sum = add(f64x2.mul(sum, r), 1 / 24.0);
  sum = add(f64x2.mul(sum, r), 1 / 6.0);
  sum = add(f64x2.mul(sum, r), 0.5);
  sum = add(f64x2.mul(sum, r), 1);
  sum = add(f64x2.mul(sum, r), 1);
  const exponent = i64x2.add(i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(k)), i64x2.splat(1023));
  return f64x2.mul(sum, i64x2.shl(exponent, 52));
}

function add(two: v128, number: f64): v128 {
  return f64x2.add(two, f64x2.splat(number));
}
