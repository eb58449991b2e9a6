/**
 * Matrix products of float32, row-major. Both operands lie in memory as the caller left them; the right one is packed
 * into panels of eight columns first, the left one block by block into fours of rows, so that the inner loop reads
 * each in one stream. That loop is not unrolled: V8 then keeps too few of its sums in registers.
 */

export const tileRows: i32 = 4;
const panel: i32 = 8;

/** Packs B [depth × columns], `stride` floats a row, into ceil(columns / 8) panels of [depth × 8], filled up with zeros. */
export function packRows(b: usize, stride: i32, depth: i32, columns: i32, out: usize): void {
  for (let j = 0; j < columns; j += panel) {
    const width = min(panel, columns - j);
    let from = b + ((<usize>j) << 2);
    if (width === panel) {
      for (let p = 0; p < depth; p++) {
        v128.store(out, v128.load(from));
        v128.store(out, v128.load(from, 16), 16);
        from += (<usize>stride) << 2;
        out += 32;
      }
    } else {
      for (let p = 0; p < depth; p++) {
        for (let k = 0; k < panel; k++) {
          store<f32>(out + ((<usize>k) << 2), k < width ? load<f32>(from + ((<usize>k) << 2)) : 0);
        }
        from += (<usize>stride) << 2;
        out += 32;
      }
    }
  }
}

/** The same for the transpose of B, which lies in memory as [columns × depth]. */
export function packColumns(b: usize, stride: i32, depth: i32, columns: i32, out: usize): void {
  for (let j = 0; j < columns; j += panel) {
    const width = min(panel, columns - j);
    const start = out;
    for (let k = 0; k < panel; k++) {
      let to = start + ((<usize>k) << 2);
      if (k < width) {
        let from = b + ((<usize>(j + k) * <usize>stride) << 2);
        for (let p = 0; p < depth; p++) {
          store<f32>(to, load<f32>(from));
          from += 4;
          to += 32;
        }
      } else {
        for (let p = 0; p < depth; p++) {
          store<f32>(to, 0);
          to += 32;
        }
      }
    }
    out += (<usize>depth) << 5;
  }
}

/** The part of the left operand that is worked on before the next panel: it stays in the first cache, and in one page. */
export const blockRows: i32 = 32;
const blockDepth: i32 = 256;

/**
 * Bytes that a thread needs for itself: that part with four rows side by side, [rows / 4][depth][4], so that the inner
 * loop has one address to move, and after it a tile that hangs over the edge, which is copied in part.
 */
export const scratchBytes: usize = (blockRows * blockDepth + tileRows * panel) << 2;

/**
 * Rows `start` to `end`, no more than `blockRows`, of C [rows × columns] = A · B with B packed. A's element (i, p) lies
 * at a + i · rowStep + p · depthStep bytes, so that a transposed A needs no copy. `stride` floats a row of C; what C
 * held is lost, or added to where `add`.
 */
export function multiplyRows(
  a: usize,
  rowStep: usize,
  depthStep: usize,
  packed: usize,
  c: usize,
  stride: i32,
  depth: i32,
  columns: i32,
  add: bool,
  start: i32,
  end: i32,
  scratch: usize,
): void {
  const edge = scratch + ((blockRows * blockDepth) << 2);
  for (let from = 0; from < depth; from += blockDepth) {
    const deep = min(blockDepth, depth - from);
    const more = add || from > 0;
    packLeft(
      a + <usize>start * rowStep + <usize>from * depthStep,
      rowStep,
      depthStep,
      end - start,
      deep,
      scratch,
    );
    let b = packed + ((<usize>from) << 5);
    for (let j = 0; j < columns; j += panel) {
      const width = min(panel, columns - j);
      let rows4 = scratch;
      for (let i = start; i < end; i += tileRows) {
        const height = min(tileRows, end - i);
        const target = c + ((<usize>i * <usize>stride + <usize>j) << 2);
        if (height === tileRows && width === panel) {
          tile(rows4, b, deep, target, (<usize>stride) << 2, more);
        } else {
          tile(rows4, b, deep, edge, panel << 2, false);
          for (let y = 0; y < height; y++) {
            for (let x = 0; x < width; x++) {
              const to = target + ((<usize>y * <usize>stride + <usize>x) << 2);
              const value = load<f32>(edge + ((<usize>(y * panel + x)) << 2));
              store<f32>(to, more ? load<f32>(to) + value : value);
            }
          }
        }
        rows4 += (<usize>deep) << 4;
      }
      b += (<usize>depth) << 5;
    }
  }
}

/** Lays up to `blockRows` rows of A out in fours at `to`; rows past the last repeat it. */
function packLeft(a: usize, rowStep: usize, depthStep: usize, rows: i32, depth: i32, to: usize): void {
  for (let i = 0; i < rows; i += tileRows) {
    const height = min(tileRows, rows - i);
    let a0 = a + <usize>i * rowStep;
    let a1 = height > 1 ? a0 + rowStep : a0;
    let a2 = height > 2 ? a1 + rowStep : a1;
    let a3 = height > 3 ? a2 + rowStep : a2;
    const end = to + ((<usize>depth) << 4);
    if (rowStep === 4 && height === tileRows) {
      while (to < end) {
        v128.store(to, v128.load(a0));
        a0 += depthStep;
        to += 16;
      }
    } else {
      const whole = depthStep === 4 ? to + ((<usize>(depth & ~3)) << 4) : to;
      while (to < whole) {
        transpose(v128.load(a0), v128.load(a1), v128.load(a2), v128.load(a3), to);
        a0 += 16;
        a1 += 16;
        a2 += 16;
        a3 += 16;
        to += 64;
      }
      while (to < end) {
        store<f32>(to, load<f32>(a0));
        store<f32>(to, load<f32>(a1), 4);
        store<f32>(to, load<f32>(a2), 8);
        store<f32>(to, load<f32>(a3), 12);
        a0 += depthStep;
        a1 += depthStep;
        a2 += depthStep;
        a3 += depthStep;
        to += 16;
      }
    }
  }
}

/** Stores four rows of four floats column by column. */
function transpose(r0: v128, r1: v128, r2: v128, r3: v128, to: usize): void {
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f64>(low01, low23, 0, 2));
  v128.store(to, v128.shuffle<f64>(low01, low23, 1, 3), 16);
  v128.store(to, v128.shuffle<f64>(high01, high23, 0, 2), 32);
  v128.store(to, v128.shuffle<f64>(high01, high23, 1, 3), 48);
}

/** Four rows by eight columns of the product, held in registers. */
function tile(a: usize, b: usize, depth: i32, c: usize, stride: usize, add: bool): void {
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
  const end = b + ((<usize>depth) << 5);
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const x0 = v128.load_splat<f32>(a);
    c00 = f32x4.add(c00, f32x4.mul(x0, b0));
    c01 = f32x4.add(c01, f32x4.mul(x0, b1));
    const x1 = v128.load_splat<f32>(a, 4);
    c10 = f32x4.add(c10, f32x4.mul(x1, b0));
    c11 = f32x4.add(c11, f32x4.mul(x1, b1));
    const x2 = v128.load_splat<f32>(a, 8);
    c20 = f32x4.add(c20, f32x4.mul(x2, b0));
    c21 = f32x4.add(c21, f32x4.mul(x2, b1));
    const x3 = v128.load_splat<f32>(a, 12);
    c30 = f32x4.add(c30, f32x4.mul(x3, b0));
    c31 = f32x4.add(c31, f32x4.mul(x3, b1));
    a += 16;
    b += 32;
  }
  put(c, c00, c01, add);
  put(c + stride, c10, c11, add);
  put(c + 2 * stride, c20, c21, add);
  put(c + 3 * stride, c30, c31, add);
}

function put(c: usize, low: v128, high: v128, add: bool): void {
  v128.store(c, add ? f32x4.add(v128.load(c), low) : low);
  v128.store(c, add ? f32x4.add(v128.load(c, 16), high) : high, 16);
}
