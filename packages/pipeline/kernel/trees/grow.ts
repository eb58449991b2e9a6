import { drawColumns, drawRows } from './draw';
import { build, buildActive, divide } from './histograms';
import {
  activeAt,
  aside,
  cells,
  columns,
  factsOf,
  gains,
  histogramOf,
  keptLevels,
  mayBeMissing,
  order,
  outputs,
  rowsOf,
  scores,
  setSpan,
  sides,
  startOf,
  tree,
} from './layout';
import { setSides } from './leaves';
import { seed } from './random';
import { addScores, clearScores } from './scores';

/**
 * Chooses the splits of a tree by a share of the rows, each level's among so many columns: the one with the largest
 * Σ g² / (h + l2) over all leaves, the first of equals. A level that no split improves repeats the first one. Returns
 * how many rows were drawn.
 */
export function grow(stream: u32, share: f64, count: i32, depth: i32, l2: f64): i32 {
  seed(stream);
  const drawn = drawRows(share);
  setSpan(0, 0, drawn);
  for (let level = 0; level < depth; level++) {
    drawColumns(count);
    clearScores(count);
    choose(level, count, scoreLevel(level, count, l2));
    setSides(level);
    partition(level);
  }
  return drawn;
}

/** Adds up the scores of all leaves; returns what they are without a further split. */
function scoreLevel(level: i32, count: i32, l2: f64): f64 {
  const kept = level < keptLevels();
  if (level === 0) {
    if (kept) build(0, histogramOf(0));
    return scoreLeaf(0, kept, count, l2);
  }
  const half = 1 << (level - 1);
  let score: f64 = 0;
  for (let leaf = 0; leaf < half; leaf++) {
    if (kept) divide(leaf, leaf + half);
    score += scoreLeaf(leaf, kept, count, l2);
    score += scoreLeaf(leaf + half, kept, count, l2);
  }
  return score;
}

function scoreLeaf(leaf: i32, kept: bool, count: i32, l2: f64): f64 {
  if (rowsOf(leaf) === 0) return 0;
  if (kept) return addScores(histogramOf(leaf), count, l2);
  buildActive(leaf, histogramOf(0), count);
  return addScores(histogramOf(0), count, l2);
}

function choose(level: i32, count: i32, before: f64): void {
  const to = tree() + <usize>(level * 12);
  let best = level === 0 ? -Infinity : before;
  // What the first level has, where this one gains nothing.
  if (level > 0) memory.copy(to, tree(), 12);
  for (let i = 0; i < count; i++) {
    const column = activeAt(i);
    const fact = factsOf(column);
    const from = scores() + load<usize>(fact) / outputs();
    const sidesTried = (load<i32>(fact, 8) & mayBeMissing) !== 0 ? 2 : 1;
    const splits = load<i32>(fact, 4);
    for (let split = 0; split < splits; split++) {
      for (let side = 0; side < sidesTried; side++) {
        const score = load<f64>(from + ((<usize>(2 * split + side)) << 3));
        if (!(score > best)) continue;
        best = score;
        store<i32>(to, column);
        store<i32>(to, split, 4);
        store<i32>(to, side, 8);
      }
    }
  }
  store<f64>(gains() + ((<usize>level) << 3), best - before);
}

/** Divides the rows of each leaf, in their order; those on side 1 become another leaf. */
function partition(level: i32): void {
  const width = <usize>columns();
  const cell = cells() + load<usize>(tree() + <usize>(level * 12));
  const table = sides() + ((<usize>level) << 9);
  const half = 1 << level;
  const other = aside();
  for (let leaf = 0; leaf < half; leaf++) {
    const start = startOf(leaf);
    let from = order() + ((<usize>start) << 2);
    const end = from + ((<usize>rowsOf(leaf)) << 2);
    let left = from;
    let right = other;
    for (; from < end; from += 4) {
      const row = load<u32>(from);
      const side = load<u16>(table + ((<usize>load<u8>(cell + <usize>row * width)) << 1)) !== 0;
      // Both, without a branch: what was stored too much is overwritten.
      store<u32>(left, row);
      store<u32>(right, row);
      left += side ? 0 : 4;
      right += side ? 4 : 0;
    }
    memory.copy(left, other, right - other);
    const stay = <i32>((left - order()) >> 2) - start;
    setSpan(leaf + half, start + stay, <i32>((right - other) >> 2));
    setSpan(leaf, start, stay);
  }
}
