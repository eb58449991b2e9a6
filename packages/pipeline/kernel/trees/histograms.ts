import {
  active,
  activeAt,
  cells,
  columns,
  facts,
  factsOf,
  gradients,
  histogramBytes,
  histogramOf,
  order,
  outputs,
  rowsOf,
  startOf,
} from './layout';

/**
 * The histogram of the rows of a leaf in all columns. Row by row, so that one addition seldom waits for the one before
 * it: columns of two or three values are common.
 */
export function build(leaf: i32, at: usize): void {
  memory.fill(at, 0, histogramBytes());
  if (outputs() > 1) buildColumns(leaf, at, columns(), false);
  else buildAll(leaf, at);
}

/** The same in the columns that the level chooses among; the others keep what stood there. */
export function buildActive(leaf: i32, at: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const fact = factsOf(activeAt(i));
    memory.fill(at + load<usize>(fact), 0, (<usize>((load<i32>(fact, 4) + 2) * outputs())) << 4);
  }
  buildColumns(leaf, at, count, true);
}

function buildAll(leaf: i32, at: usize): void {
  const width = columns();
  const fours = <usize>(width & ~3);
  const all = cells();
  const both = gradients();
  const fact = facts();
  let next = order() + ((<usize>startOf(leaf)) << 2);
  const end = next + ((<usize>rowsOf(leaf)) << 2);
  for (; next < end; next += 4) {
    const row = load<u32>(next);
    const g = v128.load(both + ((<usize>row) << 4));
    const from = all + <usize>row * <usize>width;
    let about = fact;
    let column: usize = 0;
    for (; column < fours; column += 4) {
      const four = load<u32>(from + column);
      const a = at + load<usize>(about) + ((<usize>(four & 255)) << 4);
      v128.store(a, f64x2.add(v128.load(a), g));
      const b = at + load<usize>(about, 16) + ((<usize>((four >>> 8) & 255)) << 4);
      v128.store(b, f64x2.add(v128.load(b), g));
      const c = at + load<usize>(about, 32) + ((<usize>((four >>> 16) & 255)) << 4);
      v128.store(c, f64x2.add(v128.load(c), g));
      const d = at + load<usize>(about, 48) + ((<usize>(four >>> 24)) << 4);
      v128.store(d, f64x2.add(v128.load(d), g));
      about += 64;
    }
    for (; column < <usize>width; column++) {
      const a = at + load<usize>(about) + ((<usize>load<u8>(from + column)) << 4);
      v128.store(a, f64x2.add(v128.load(a), g));
      about += 16;
    }
  }
}

function buildColumns(leaf: i32, at: usize, count: i32, some: bool): void {
  const width = columns();
  const classes = outputs();
  const bytes = (<usize>classes) << 4;
  const all = cells();
  const both = gradients();
  const fact = facts();
  const list = active();
  let next = order() + ((<usize>startOf(leaf)) << 2);
  const end = next + ((<usize>rowsOf(leaf)) << 2);
  for (; next < end; next += 4) {
    const row = load<u32>(next);
    const g = both + <usize>row * bytes;
    const from = all + <usize>row * <usize>width;
    for (let i = 0; i < count; i++) {
      const column = <usize>(some ? load<i32>(list + ((<usize>i) << 2)) : i);
      const to = at + load<usize>(fact + (column << 4)) + <usize>load<u8>(from + column) * bytes;
      for (let o: usize = 0; o < bytes; o += 16) {
        v128.store(to + o, f64x2.add(v128.load(to + o), v128.load(g + o)));
      }
    }
  }
}

/**
 * The histograms of the two leaves that one became, at its place and at `other`: that of the leaf with fewer rows is
 * built, the other one is what is left. Sums of gradients are exact, so that nothing is lost by that.
 */
export function divide(leaf: i32, other: i32): void {
  const here = histogramOf(leaf);
  const there = histogramOf(other);
  const bytes = histogramBytes();
  if (rowsOf(other) <= rowsOf(leaf)) {
    if (rowsOf(other) === 0) return;
    build(other, there);
    for (let o: usize = 0; o < bytes; o += 16) {
      v128.store(here + o, f64x2.sub(v128.load(here + o), v128.load(there + o)));
    }
    return;
  }
  if (rowsOf(leaf) === 0) {
    memory.copy(there, here, bytes);
    return;
  }
  build(leaf, there);
  for (let o: usize = 0; o < bytes; o += 16) {
    const part = v128.load(there + o);
    v128.store(there + o, f64x2.sub(v128.load(here + o), part));
    v128.store(here + o, part);
  }
}
