import {
  cells,
  columns,
  factsOf,
  gradients,
  leaves,
  logits,
  oneAgainstRest,
  outputs,
  sides,
  sums,
  trained,
  tree,
  values,
} from './layout';

/** Writes down which bins of a level's column are on side 1. */
export function setSides(level: i32): void {
  const split = tree() + <usize>(level * 12);
  const column = load<i32>(split);
  const place = load<i32>(split, 4);
  const missing = load<i32>(split, 8);
  const last = load<i32>(factsOf(column), 4) + 1;
  const alone = (load<i32>(factsOf(column), 8) & oneAgainstRest) !== 0;
  const bit = 1 << level;
  const to = sides() + ((<usize>level) << 9);
  for (let bin = 0; bin < last; bin++) {
    store<u16>(to + ((<usize>bin) << 1), (alone ? bin === place : bin > place) ? bit : 0);
  }
  store<u16>(to + ((<usize>last) << 1), missing ? bit : 0);
}

/** The leaves of rows `from` up to `to`. */
export function findLeaves(from: i32, to: i32, depth: i32): void {
  const width = <usize>columns();
  const splits = tree();
  const table = sides();
  let cell = cells() + <usize>from * width;
  let out = leaves() + ((<usize>from) << 1);
  for (let row = from; row < to; row++) {
    let leaf: u32 = 0;
    let split = splits;
    let side = table;
    for (let level = 0; level < depth; level++) {
      leaf |= load<u16>(side + ((<usize>load<u8>(cell + load<usize>(split))) << 1));
      split += 12;
      side += 512;
    }
    store<u16>(out, leaf);
    out += 2;
    cell += width;
  }
}

/** Sums of the gradients of all rows to learn from, for each leaf. */
export function sumLeaves(depth: i32): void {
  const bytes = (<usize>outputs()) << 4;
  const count = trained();
  const to = sums();
  memory.fill(to, 0, bytes << depth);
  let leaf = leaves();
  let g = gradients();
  for (let row = 0; row < count; row++) {
    const at = to + <usize>load<u16>(leaf) * bytes;
    for (let o: usize = 0; o < bytes; o += 16)
      v128.store(at + o, f64x2.add(v128.load(at + o), v128.load(g + o)));
    leaf += 2;
    g += bytes;
  }
}

/** Adds the values of their leaves to the logits of rows `from` up to `to`. */
export function addLeaves(from: i32, to: i32): void {
  const each = outputs();
  const value = values();
  let leaf = leaves() + ((<usize>from) << 1);
  let logit = logits() + ((<usize>from * <usize>each) << 3);
  for (let row = from; row < to; row++) {
    const at = value + ((<usize>load<u16>(leaf) * <usize>each) << 3);
    for (let k = 0; k < each; k++) {
      const o = (<usize>k) << 3;
      store<f64>(logit + o, load<f64>(logit + o) + load<f64>(at + o));
    }
    leaf += 2;
    logit += (<usize>each) << 3;
  }
}
