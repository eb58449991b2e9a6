/**
 * Sets `out` to the values of a function of `x`, NaN where there is none. Each has a loop of its own: in one that
 * they shared, calling the function would cost more than the function.
 */
export type NumberLoop = (x: Float64Array, out: Float64Array, count: number) => void;

/** Sets `out` to the values of a function of `x` and `y`. */
export type PairLoop = (x: Float64Array, y: Float64Array, out: Float64Array, count: number) => void;

/** The functions of one number that give a number, under arquero's names. */
export const numberLoops = {
  abs(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.abs(x[i]!);
  },
  cbrt(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.cbrt(x[i]!);
  },
  ceil(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.ceil(x[i]!);
  },
  exp(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.exp(x[i]!);
  },
  expm1(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.expm1(x[i]!);
  },
  floor(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.floor(x[i]!);
  },
  fround(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.fround(x[i]!);
  },
  log(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.log(x[i]!);
  },
  log10(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.log10(x[i]!);
  },
  log1p(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.log1p(x[i]!);
  },
  log2(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.log2(x[i]!);
  },
  round(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.round(x[i]!);
  },
  sign(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.sign(x[i]!);
  },
  sqrt(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.sqrt(x[i]!);
  },
  trunc(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.trunc(x[i]!);
  },
  degrees(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = (180 * x[i]!) / Math.PI;
  },
  radians(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = (Math.PI * x[i]!) / 180;
  },
  acos(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.acos(x[i]!);
  },
  acosh(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.acosh(x[i]!);
  },
  asin(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.asin(x[i]!);
  },
  asinh(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.asinh(x[i]!);
  },
  atan(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.atan(x[i]!);
  },
  atanh(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.atanh(x[i]!);
  },
  cos(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.cos(x[i]!);
  },
  cosh(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.cosh(x[i]!);
  },
  sin(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.sin(x[i]!);
  },
  sinh(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.sinh(x[i]!);
  },
  tan(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.tan(x[i]!);
  },
  tanh(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.tanh(x[i]!);
  },
} satisfies Readonly<Record<string, NumberLoop>>;

/** The functions that tell of a number what it is, missing or not. */
export const testLoops = {
  is_nan(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Number.isNaN(x[i]!) ? 1 : 0;
  },
  is_finite(x, out, count) {
    for (let i = 0; i < count; i++) out[i] = Number.isFinite(x[i]!) ? 1 : 0;
  },
} satisfies Readonly<Record<string, NumberLoop>>;

/** The functions of two numbers, or more by taking the first two first. */
export const pairLoops = {
  // NaN ** 0 is 1.
  pow(x, y, out, count) {
    for (let i = 0; i < count; i++) out[i] = Number.isNaN(x[i]!) ? Number.NaN : x[i]! ** y[i]!;
  },
  atan2(x, y, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.atan2(x[i]!, y[i]!);
  },
  greatest(x, y, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.max(x[i]!, y[i]!);
  },
  least(x, y, out, count) {
    for (let i = 0; i < count; i++) out[i] = Math.min(x[i]!, y[i]!);
  },
} satisfies Readonly<Record<string, PairLoop>>;
