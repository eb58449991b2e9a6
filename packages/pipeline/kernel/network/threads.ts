import { blockRows, multiplyRows, scratchBytes, tileRows } from './multiply';

/**
 * Products shared among threads, which take parts of their rows one by one. No two parts write the same, and each is
 * computed as one thread alone would, so that no bit depends on who takes which. All else of a step stays with one
 * thread: it is a tenth of the work, and another core would have to fetch first what this one has in its cache.
 *
 * The words below lie in the first page, each in a cache line of its own; all start as zeros.
 */

/** Goes up with every product; helpers watch it. */
const number: usize = 64;
/** Parts that nobody has taken: it falls below zero where more are asked for than there are. */
const left: usize = 128;
/** Parts that are done. */
const done: usize = 192;
/** Helpers that watch; the others have not begun yet, or sleep. */
const awake: usize = 256;
/** All helpers there are to be. */
const helpers: usize = 320;
const ended: usize = 384;
/** The product: what `multiply` was given, and the rows of a part. */
const product: usize = 448;
/** Of each thread, `scratchBytes` for itself. */
const scratch: usize = 512;

/** Looks before a helper goes to sleep, some 0.2 ms: longer than the host takes between two products of a step. */
const patience: i32 = 200_000;
/** Multiplications that one thread is through with before another has heard of them. */
const worthSharing: f64 = 300_000;
/** Products that are not shared once a helper has been held up, because something else wants the cores. */
const pause: i32 = 300;
/** What is left of such a pause. */
let paused: i32 = 0;

/** Where the pieces of a memory for so many threads may begin, in bytes. */
export function firstFree(threads: i32): usize {
  return scratch + <usize>threads * scratchBytes;
}

/** Says how many helpers there are to be. */
export function expect(count: i32): void {
  store<i32>(helpers, count);
}

/**
 * C [rows × columns] = A · B with B packed, by this thread and the helpers that are awake; the operands as
 * `multiplyRows` has them.
 */
export function multiply(
  a: usize,
  rowStep: usize,
  depthStep: usize,
  packed: usize,
  c: usize,
  stride: i32,
  rows: i32,
  depth: i32,
  columns: i32,
  add: bool,
): void {
  const others = load<i32>(helpers) > 0 ? atomic.load<i32>(awake) : 0;
  const even = (rows + others) / (others + 1);
  const step = max(tileRows, min(blockRows, (even + tileRows - 1) & -tileRows));
  store<usize>(product, a);
  store<usize>(product, rowStep, 4);
  store<usize>(product, depthStep, 8);
  store<usize>(product, packed, 12);
  store<usize>(product, c, 16);
  store<i32>(product, stride, 20);
  store<i32>(product, rows, 24);
  store<i32>(product, depth, 28);
  store<i32>(product, columns, 32);
  store<i32>(product, add, 36);
  store<i32>(product, step, 40);
  const parts = (rows + step - 1) / step;
  const work = <f64>rows * <f64>depth * <f64>columns;
  if (load<i32>(helpers) === 0 || work < worthSharing || paused > 0) {
    paused = max(paused - 1, 0);
    for (let part = 0; part < parts; part++) multiplyPart(part, scratch);
    return;
  }
  atomic.store<i32>(done, 0);
  atomic.store<i32>(left, parts);
  atomic.add<i32>(number, 1);
  takeParts(scratch);
  // Many times what a helper takes for a part, and a tenth of a millisecond.
  const most = work / <f64>parts + 100_000;
  for (let looks: f64 = 0; atomic.load<i32>(done) < parts; looks += 1) {
    if (looks > most) paused = pause;
  }
  // For the next product: this one would be over before a helper is up.
  if (others < load<i32>(helpers)) atomic.notify(number, -1);
}

/**
 * Takes parts of the present product as long as there are any. Whoever gets one finds the product written down: the next
 * one is not begun before this part is done.
 */
function takeParts(own: usize): void {
  for (let part = atomic.sub<i32>(left, 1) - 1; part >= 0; part = atomic.sub<i32>(left, 1) - 1) {
    multiplyPart(part, own);
    atomic.add<i32>(done, 1);
  }
}

function multiplyPart(part: i32, own: usize): void {
  const step = load<i32>(product, 40);
  const start = part * step;
  multiplyRows(
    load<usize>(product),
    load<usize>(product, 4),
    load<usize>(product, 8),
    load<usize>(product, 12),
    load<usize>(product, 16),
    load<i32>(product, 20),
    load<i32>(product, 28),
    load<i32>(product, 32),
    load<i32>(product, 36) !== 0,
    start,
    min(start + step, load<i32>(product, 24)),
    own,
  );
}

/**
 * What helper 1, 2, … does: parts of products, until none has come for a while. The number of the last product it saw
 * is returned, on which the host lets it sleep before the next call, or -1 after `end`. It does not sleep in here:
 * under V8 11.3 a local variable was lost over `memory.atomic.wait32`.
 */
export function help(helper: i32): i32 {
  const own = scratch + <usize>helper * scratchBytes;
  let seen: i32 = -1;
  let looks = 0;
  atomic.add<i32>(awake, 1);
  while (looks < patience && !atomic.load<i32>(ended)) {
    const now = atomic.load<i32>(number);
    if (now === seen) {
      looks++;
    } else {
      takeParts(own);
      seen = now;
      looks = 0;
    }
  }
  atomic.sub<i32>(awake, 1);
  return atomic.load<i32>(ended) ? -1 : seen;
}

/** Helpers that are awake. */
export function watching(): i32 {
  return atomic.load<i32>(awake);
}

/** Where the helpers sleep: the address of the number of the product. */
export function bed(): usize {
  return number;
}

/** Lets the helpers return. */
export function end(): void {
  atomic.store<i32>(ended, 1);
  atomic.add<i32>(number, 1);
  atomic.notify(number, -1);
}
