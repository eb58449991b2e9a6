/** Levels that a byte of a leaf's number holds. */
const byteLevels: i32 = 8;

/**
 * Adds the leaves of a block of rows to their logits, f64 [rows × outputs]. `cells` are f32 [columns × block], `splits`
 * four words each (column, border as f32, whether it is one value against the rest, side of missing values), `trees`
 * the splits of every tree from bit 0 up, `leaves` f32; `sides` has room for [splits × block] bytes, `numbers` for two
 * times `block`, a multiple of 16.
 */
export function scoreBlock(
  cells: usize,
  splits: usize,
  splitCount: i32,
  trees: usize,
  treeCount: i32,
  depth: i32,
  leaves: usize,
  outputs: i32,
  logits: usize,
  rows: i32,
  block: i32,
  sides: usize,
  numbers: usize,
): void {
  for (let split = 0; split < splitCount; split++) {
    const at = splits + ((<usize>split) << 4);
    const from = cells + ((<usize>(load<i32>(at) * block)) << 2);
    const alone = load<i32>(at, 8) !== 0;
    const missing = i8x16.splat(<i8>load<i32>(at, 12));
    findSides(from, load<f32>(at, 4), alone, missing, block, sides + <usize>(split * block));
  }
  const high = numbers + block;
  memory.fill(numbers, 0, 2 * block);
  for (let tree = 0; tree < treeCount; tree++) {
    findNumbers(sides, block, trees, min(depth, byteLevels), numbers);
    if (depth > byteLevels) findNumbers(sides, block, trees + (byteLevels << 2), depth - byteLevels, high);
    if (outputs === 1) {
      for (let row: usize = 0; row < <usize>rows; row++) {
        const leaf = <usize>load<u8>(numbers + row) | ((<usize>load<u8>(high + row)) << byteLevels);
        const logit = logits + (row << 3);
        store<f64>(logit, load<f64>(logit) + <f64>load<f32>(leaves + (leaf << 2)));
      }
    } else {
      let logit = logits;
      for (let row: usize = 0; row < <usize>rows; row++) {
        const leaf = <usize>load<u8>(numbers + row) | ((<usize>load<u8>(high + row)) << byteLevels);
        const value = leaves + ((leaf * <usize>outputs) << 2);
        for (let k: usize = 0; k < <usize>outputs; k++) {
          store<f64>(logit, load<f64>(logit) + <f64>load<f32>(value + (k << 2)));
          logit += 8;
        }
      }
    }
    trees += (<usize>depth) << 2;
    leaves += ((<usize>outputs) << depth) << 2;
  }
}

/** A byte a row: 1 where it is on side 1. */
function findSides(cells: usize, border: f32, alone: bool, missing: v128, block: i32, to: usize): void {
  const limit = f32x4.splat(border);
  for (const end = to + block; to < end; to += 16) {
    const a = v128.load(cells);
    const b = v128.load(cells, 16);
    const c = v128.load(cells, 32);
    const d = v128.load(cells, 48);
    const side = alone
      ? narrow(f32x4.eq(a, limit), f32x4.eq(b, limit), f32x4.eq(c, limit), f32x4.eq(d, limit))
      : narrow(f32x4.gt(a, limit), f32x4.gt(b, limit), f32x4.gt(c, limit), f32x4.gt(d, limit));
    // Only what is missing is not itself.
    const absent = narrow(f32x4.ne(a, a), f32x4.ne(b, b), f32x4.ne(c, c), f32x4.ne(d, d));
    v128.store(to, v128.or(v128.and(side, i8x16.splat(1)), v128.and(absent, missing)));
    cells += 64;
  }
}

/** Sixteen bytes of which all bits are set where all of a word's are. */
function narrow(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
}

/** The numbers that so many levels give the rows, the first of them bit 0. */
function findNumbers(sides: usize, block: i32, levels: usize, count: i32, numbers: usize): void {
  for (let row: usize = 0; row < <usize>block; row += 16) {
    let number = i8x16.splat(0);
    for (let level = count - 1; level >= 0; level--) {
      const split = <usize>load<i32>(levels + ((<usize>level) << 2));
      const side = v128.load(sides + split * <usize>block + row);
      number = v128.or(i8x16.add(number, number), side);
    }
    v128.store(numbers + row, number);
  }
}
