import { activeAt, below, factsOf, mayBeMissing, oneAgainstRest, outputs, scores, total } from './layout';

/**
 * Adds the scores in one leaf, whose histogram is at `at`, of all splits that the level chooses among to those in the
 * leaves before it. Returns the leaf's own score, as it is without a split.
 */
export function addScores(at: usize, count: i32, l2: f64): f64 {
  const whole = sumUp(at, l2);
  for (let i = 0; i < count; i++) {
    const fact = factsOf(activeAt(i));
    const splits = load<i32>(fact, 4);
    const kind = load<i32>(fact, 8);
    const direction = load<i32>(fact, 12);
    const to = scores() + load<usize>(fact) / outputs();
    const from = at + load<usize>(fact);
    if (outputs() > 1) ofClasses(from, to, splits, kind, l2);
    else if (kind & oneAgainstRest) ofValues(from, to, splits, kind, l2);
    else ofBorders(from, to, splits, kind, direction, whole, l2);
  }
  return whole;
}

/** Before the first leaf of a level. */
export function clearScores(count: i32): void {
  for (let i = 0; i < count; i++) {
    const fact = factsOf(activeAt(i));
    memory.fill(scores() + load<usize>(fact) / outputs(), 0, (<usize>load<i32>(fact, 4)) << 4);
  }
}

/** Sums a leaf over the bins of one column, and its score. */
function sumUp(at: usize, l2: f64): f64 {
  const fact = factsOf(activeAt(0));
  const bins = load<i32>(fact, 4) + 2;
  const bytes = (<usize>outputs()) << 4;
  let score: f64 = 0;
  for (let o: usize = 0; o < bytes; o += 16) {
    let from = at + load<usize>(fact) + o;
    let sum = f64x2.splat(0);
    for (let bin = 0; bin < bins; bin++) {
      sum = f64x2.add(sum, v128.load(from));
      from += bytes;
    }
    v128.store(total() + o, sum);
    const g = f64x2.extract_lane(sum, 0);
    score += g * (g / (f64x2.extract_lane(sum, 1) + l2));
  }
  return score;
}

/** Σ g² / (h + l2) over two sides. */
function scoreOf(left: v128, right: v128, l2: v128): f64 {
  const g = v128.shuffle<f64>(left, right, 0, 2);
  const both = f64x2.mul(g, f64x2.div(g, f64x2.add(v128.shuffle<f64>(left, right, 1, 3), l2)));
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

/** The same where side 1 may only have the higher value (`direction` 1) or the lower (-1): else as if it were not split. */
function scoreAlong(left: v128, right: v128, l2: v128, direction: i32, whole: f64): f64 {
  const g = v128.shuffle<f64>(left, right, 0, 2);
  const value = f64x2.div(g, f64x2.add(v128.shuffle<f64>(left, right, 1, 3), l2));
  const rise = f64x2.extract_lane(value, 1) - f64x2.extract_lane(value, 0);
  if (<f64>direction * rise < 0) return whole;
  const both = f64x2.mul(g, value);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

function ofBorders(
  from: usize,
  to: usize,
  splits: i32,
  kind: i32,
  direction: i32,
  whole: f64,
  l2: f64,
): void {
  const pull = f64x2.splat(l2);
  const all = v128.load(total());
  const end = from + ((<usize>splits) << 4);
  let left = f64x2.splat(0);
  if (direction === 0 && (kind & mayBeMissing) === 0) {
    for (; from < end; from += 16) {
      left = f64x2.add(left, v128.load(from));
      store<f64>(to, load<f64>(to) + scoreOf(left, f64x2.sub(all, left), pull));
      to += 16;
    }
    return;
  }
  // Where nothing is missing both sides of it score the same, and the first one is taken.
  const missing = v128.load(end, 16);
  for (; from < end; from += 16) {
    left = f64x2.add(left, v128.load(from));
    const joined = f64x2.add(left, missing);
    if (direction === 0) {
      store<f64>(to, load<f64>(to) + scoreOf(joined, f64x2.sub(all, joined), pull));
      store<f64>(to, load<f64>(to, 8) + scoreOf(left, f64x2.sub(all, left), pull), 8);
    } else {
      store<f64>(to, load<f64>(to) + scoreAlong(joined, f64x2.sub(all, joined), pull, direction, whole));
      store<f64>(to, load<f64>(to, 8) + scoreAlong(left, f64x2.sub(all, left), pull, direction, whole), 8);
    }
    to += 16;
  }
}

function ofValues(from: usize, to: usize, splits: i32, kind: i32, l2: f64): void {
  const pull = f64x2.splat(l2);
  const all = v128.load(total());
  const end = from + ((<usize>splits) << 4);
  const missing = v128.load(end, 16);
  const both = (kind & mayBeMissing) !== 0;
  for (; from < end; from += 16) {
    const value = v128.load(from);
    store<f64>(to, load<f64>(to) + scoreOf(f64x2.sub(all, value), value, pull));
    if (both) {
      const joined = f64x2.add(value, missing);
      store<f64>(to, load<f64>(to, 8) + scoreOf(f64x2.sub(all, joined), joined, pull), 8);
    }
    to += 16;
  }
}

function ofClasses(from: usize, to: usize, splits: i32, kind: i32, l2: f64): void {
  const pull = f64x2.splat(l2);
  const bytes = (<usize>outputs()) << 4;
  const alone = (kind & oneAgainstRest) !== 0;
  const both = (kind & mayBeMissing) !== 0;
  const missing = from + <usize>(splits + 1) * bytes;
  memory.fill(below(), 0, bytes);
  for (let split = 0; split < splits; split++) {
    let first: f64 = 0;
    let second: f64 = 0;
    for (let o: usize = 0; o < bytes; o += 16) {
      const all = v128.load(total() + o);
      const value = v128.load(from + o);
      const side = alone ? value : f64x2.add(v128.load(below() + o), value);
      v128.store(below() + o, side);
      // Missing values are on side 0: with those below a border, but not with the one value.
      const joined = both ? f64x2.add(side, v128.load(missing + o)) : side;
      const here = alone ? side : joined;
      first += scoreOf(here, f64x2.sub(all, here), pull);
      if (both) {
        const there = alone ? joined : side;
        second += scoreOf(there, f64x2.sub(all, there), pull);
      }
    }
    store<f64>(to, load<f64>(to) + first);
    if (both) store<f64>(to, load<f64>(to, 8) + second, 8);
    from += bytes;
    to += 16;
  }
}
